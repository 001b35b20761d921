import { z } from 'zod';
import { jsonRoute } from '../http/route.js';

export const configuration = jsonRoute({
  method: 'get',
  path: '/api/v1/config',
  id: 'getConfiguration',
  summary: 'The configuration in use, secrets hidden',
  role: 'admin',
  response: z.strictObject({ configuration: z.unknown() }).meta({ id: 'Configuration' }),
  handle: (_, { backend }) => ({ configuration: backend.configuration() }),
});
