import { DriftError } from '../../errors.js';
import { jsonRoute } from '../http/route.js';
import { featureHistory } from '../schemas/feature.js';
import { featureName, instantParameter, modelName, segmentName, windowName } from '../schemas/parameters.js';
import { scorePointView } from '../views/featureView.js';
import { assertFeature, findModel, findWindow } from '../views/find.js';

export const history = jsonRoute({
  method: 'get',
  path: '/api/v1/models/{model}/features/{feature}/history',
  id: 'getHistory',
  summary: 'Kept scores of one feature in one window',
  role: 'viewer',
  parameters: { model: modelName, feature: featureName },
  query: {
    window: windowName.optional(),
    from: instantParameter().optional(),
    to: instantParameter().optional(),
    segment: segmentName,
  },
  response: featureHistory,
  async handle({ parameters: { model, feature }, query: { window, from, to, segment } }, { backend }) {
    const state = findModel(backend, model);
    assertFeature(state, feature);
    if (from !== undefined && to !== undefined && from >= to) {
      throw new DriftError('request_invalid', 'parameter to: expected a time after from');
    }
    // kept scores can be read before the first check after a start is through
    const name = window !== undefined && state.windows.length === 0 ? window : findWindow(state, window).name;
    const query = {
      model,
      feature,
      window: name,
      // one that is no longer counted has a history, too
      ...(segment === undefined ? {} : { segment }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    return { model, feature, window: name, points: (await backend.history(query)).map(scorePointView) };
  },
});
