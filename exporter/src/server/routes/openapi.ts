import { z } from 'zod';
import { jsonRoute } from '../http/route.js';

export const openapi = jsonRoute({
  method: 'get',
  path: '/api/v1/openapi.json',
  id: 'getOpenApi',
  summary: 'This description',
  role: 'viewer',
  response: z.looseObject({ openapi: z.literal('3.1.0') }).meta({ id: 'OpenApi' }),
  handle: (_, { document }) => document() as { openapi: '3.1.0' },
});
