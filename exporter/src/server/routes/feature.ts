import { jsonRoute } from '../http/route.js';
import { featureDetail } from '../schemas/feature.js';
import { featureName, modelName } from '../schemas/parameters.js';
import { featureDetailView } from '../views/featureView.js';
import { assertFeature, findModel } from '../views/find.js';

export const feature = jsonRoute({
  method: 'get',
  path: '/api/v1/models/{model}/features/{feature}',
  id: 'getFeature',
  summary: 'One feature with every statistic of every window',
  role: 'viewer',
  parameters: { model: modelName, feature: featureName },
  response: featureDetail,
  handle({ parameters }, { backend }) {
    const state = findModel(backend, parameters.model);
    assertFeature(state, parameters.feature);
    return featureDetailView(state, parameters.feature);
  },
});
