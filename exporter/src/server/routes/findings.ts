import { jsonRoute } from '../http/route.js';
import { modelFindings } from '../schemas/findings.js';
import { modelName } from '../schemas/parameters.js';
import { findModel } from '../views/find.js';
import { findingsView } from '../views/findingsView.js';

export const findings = jsonRoute({
  method: 'get',
  path: '/api/v1/models/{model}/findings',
  id: 'getFindings',
  summary:
    'A model as a whole: performance, concept drift, covariate shift, attribution, importance, probabilities',
  role: 'viewer',
  parameters: { model: modelName },
  response: modelFindings,
  handle: ({ parameters: { model } }, { backend }) => findingsView(findModel(backend, model)),
});
