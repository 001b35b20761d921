import { z } from 'zod';
import { jsonRoute } from '../http/route.js';

export const reload = jsonRoute({
  method: 'post',
  path: '/-/reload',
  id: 'reload',
  summary: 'Loads the configuration again',
  role: 'operator',
  response: z.strictObject({ reloaded: z.literal(true) }).meta({ id: 'Reloaded' }),
  failures: {
    500: 'The configuration is wrong, and the last good one stays; the message says what is wrong',
  },
  async handle(_, { backend, actor }) {
    await backend.reload(actor);
    return { reloaded: true as const };
  },
});
