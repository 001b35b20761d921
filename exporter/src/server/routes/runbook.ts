import { textRoute } from '../http/route.js';
import { runbookPage } from '../page/runbookPage.js';

export const runbook = textRoute({
  method: 'get',
  path: '/runbook',
  id: 'runbook',
  summary: 'What each alert means, and what to do about it',
  role: 'viewer',
  produces: ['text/html'],
  handle: () => runbookPage(),
});
