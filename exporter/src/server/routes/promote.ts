import { z } from 'zod';
import { jsonRoute } from '../http/route.js';
import { modelName } from '../schemas/parameters.js';
import { findModel } from '../views/find.js';

/** Recounting a reference of a large table takes its time. */
const HOUR = 3_600_000;

export const promote = jsonRoute({
  method: 'post',
  path: '/api/v1/models/{model}/reference/promote',
  id: 'promoteReference',
  summary: "Recounts a model's reference and switches to it",
  role: 'admin',
  parameters: { model: modelName },
  response: z.strictObject({ model: z.string(), version: z.string() }).meta({ id: 'Promoted' }),
  deadline: HOUR,
  async handle({ parameters: { model } }, { backend, actor }) {
    findModel(backend, model);
    return { model, version: await backend.promote(model, actor) };
  },
});
