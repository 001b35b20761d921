import { z } from 'zod';
import { jsonRoute } from '../http/route.js';
import { fleetShard, modelSummary } from '../schemas/model.js';
import { modelSummaryView } from '../views/modelView.js';

export const models = jsonRoute({
  method: 'get',
  path: '/api/v1/models',
  id: 'listModels',
  summary: 'Every model that is watched here and how it stands',
  role: 'viewer',
  response: z
    .strictObject({ models: z.array(modelSummary), shard: fleetShard.optional() })
    .meta({ id: 'ModelList' }),
  handle(_, { backend }) {
    const models = backend.states().map(modelSummaryView);
    const shard = backend.shard?.();
    if (shard === undefined) return { models };
    const elsewhere = Array.from(shard.elsewhere, ([model, owner]) => ({ model, shard: owner }));
    return { models, shard: { name: shard.name, elsewhere } };
  },
});
