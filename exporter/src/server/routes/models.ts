import { z } from 'zod';
import { jsonRoute } from '../http/route.js';
import { modelSummary } from '../schemas/model.js';
import { modelSummaryView } from '../views/modelView.js';

export const models = jsonRoute({
  method: 'get',
  path: '/api/v1/models',
  id: 'listModels',
  summary: 'Every model and how it stands',
  role: 'viewer',
  response: z.strictObject({ models: z.array(modelSummary) }).meta({ id: 'ModelList' }),
  handle: (_, { backend }) => ({ models: backend.states().map(modelSummaryView) }),
});
