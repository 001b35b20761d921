import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';
import { statusPage as page } from '../page/index.js';

/** The page may run its own script, show its own style and ask this server; nothing else. */
const POLICY = [
  "default-src 'none'",
  `script-src '${page.scriptHash}'`,
  `style-src '${page.styleHash}'`,
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const statusPage = textRoute({
  method: 'get',
  path: '/',
  id: 'statusPage',
  summary: 'Every model and feature, for people',
  role: 'viewer',
  produces: ['text/html'],
  handle: () => textReply(page.html, 'text/html; charset=utf-8', { 'Content-Security-Policy': POLICY }),
});
