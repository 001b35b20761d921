import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';

export const healthy = textRoute({
  method: 'get',
  path: '/-/healthy',
  id: 'healthy',
  summary: 'Whether the process answers at all',
  role: 'anyone',
  produces: ['text/plain'],
  handle: () => textReply('drift-exporter is healthy\n', 'text/plain; charset=utf-8'),
});
