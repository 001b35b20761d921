import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';

export const metrics = textRoute({
  method: 'get',
  path: '/metrics',
  id: 'metrics',
  summary: 'Everything for Prometheus, as of the last checks: a scrape computes nothing',
  role: 'viewer',
  produces: ['text/plain'],
  deadline: 'metrics',
  async handle(_, { backend }) {
    const { text, contentType } = await backend.metrics();
    return textReply(text, contentType);
  },
});
