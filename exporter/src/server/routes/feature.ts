import { jsonRoute } from '../http/route.js';
import { featureDetail } from '../schemas/feature.js';
import { featureName, modelName, segmentName } from '../schemas/parameters.js';
import { featureDetailView } from '../views/featureView.js';
import { assertFeature, findModel, inSegment } from '../views/find.js';

export const feature = jsonRoute({
  method: 'get',
  path: '/api/v1/models/{model}/features/{feature}',
  id: 'getFeature',
  summary: 'One feature with every statistic of every window',
  role: 'viewer',
  parameters: { model: modelName, feature: featureName },
  query: { segment: segmentName },
  response: featureDetail,
  handle({ parameters, query }, { backend }) {
    const state = inSegment(findModel(backend, parameters.model), query.segment);
    assertFeature(state, parameters.feature);
    return featureDetailView(state, parameters.feature);
  },
});
