import { jsonRoute } from '../http/route.js';
import { modelDetail } from '../schemas/model.js';
import { modelName, segmentName } from '../schemas/parameters.js';
import { findModel, inSegment } from '../views/find.js';
import { modelDetailView } from '../views/modelView.js';

export const model = jsonRoute({
  method: 'get',
  path: '/api/v1/models/{model}',
  id: 'getModel',
  summary: 'One model: the verdict on every feature in every window, and why',
  role: 'viewer',
  parameters: { model: modelName },
  query: { segment: segmentName },
  response: modelDetail,
  handle: ({ parameters: { model }, query: { segment } }, { backend }) =>
    modelDetailView(inSegment(findModel(backend, model), segment), segment),
});
