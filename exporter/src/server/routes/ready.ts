import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';

export const ready = textRoute({
  method: 'get',
  path: '/-/ready',
  id: 'ready',
  summary: 'Whether every model has been looked at once',
  role: 'anyone',
  produces: ['text/plain'],
  failures: { 503: 'Not yet; the text says what is missing' },
  handle(_, { backend }) {
    const state = backend.readiness();
    const text = state.ready ? 'drift-exporter is ready\n' : `drift-exporter is not ready: ${state.reason}\n`;
    return { ...textReply(text, 'text/plain; charset=utf-8'), status: state.ready ? 200 : 503 };
  },
});
