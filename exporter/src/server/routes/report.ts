import pLimit from 'p-limit';
import { z } from 'zod';
import { DriftError } from '../../errors.js';
import type { FormatId } from '../../reports/reportFormat.js';
import { textReply } from '../http/reply.js';
import { textRoute } from '../http/route.js';
import { instantParameter, modelName } from '../schemas/parameters.js';
import { findModel } from '../views/find.js';

const types: Readonly<Record<FormatId, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  junit: 'application/xml; charset=utf-8',
  table: 'text/plain; charset=utf-8',
};

/** A report's own script may run, but as nobody: it cannot reach the server. */
const SANDBOX = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "script-src 'unsafe-inline'",
  'img-src data:',
  "frame-ancestors 'none'",
].join('; ');

// a report is work: one at a time
const oneAtATime = pLimit(1);

export const report = textRoute({
  method: 'get',
  path: '/api/v1/models/{model}/report',
  id: 'getReport',
  summary: 'A report of a stretch of time, from kept counts',
  role: 'viewer',
  parameters: { model: modelName },
  query: {
    from: instantParameter(),
    to: instantParameter(),
    format: z.enum(['html', 'json', 'markdown', 'junit', 'table']).default('html'),
  },
  produces: ['text/html', 'application/json', 'text/markdown', 'application/xml', 'text/plain'],
  deadline: 120_000,
  async handle({ parameters: { model }, query: { from, to, format } }, { backend }) {
    findModel(backend, model);
    if (from >= to) throw new DriftError('request_invalid', 'parameter to: expected a time after from');
    const text = await oneAtATime(() => backend.report({ model, from, to, format }));
    return textReply(text, types[format], { 'Content-Security-Policy': SANDBOX });
  },
});
