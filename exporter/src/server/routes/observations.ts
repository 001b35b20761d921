import { z } from 'zod';
import { jsonRoute } from '../http/route.js';
import { rowFormat } from '../http/rowFormat.js';
import { idempotencyKey, observationResult, rows } from '../schemas/observation.js';
import { modelName } from '../schemas/parameters.js';
import { findModel } from '../views/find.js';
import { observationView } from '../views/observationView.js';

/** Bytes, decompressed: ten thousand rows of a hundred features are some 25 MB. */
const LARGEST = 32 * 1024 * 1024;

export const observations = jsonRoute({
  method: 'post',
  path: '/api/v1/models/{model}/observations',
  id: 'observe',
  summary: 'Takes rows of a live stream, and answers with the scores that hold with them',
  role: 'operator',
  parameters: { model: modelName },
  query: {
    scores: z
      .enum(['true', 'false'])
      .default('true')
      .describe('`false` saves the time of judging, for whoever does not look at the scores.'),
  },
  headers: { 'idempotency-key': idempotencyKey.optional() },
  body: { schema: rows, type: 'rows', limit: LARGEST },
  response: observationResult,
  failures: {
    408: 'The body took too long to come',
    409: 'The model reads its rows from a source: it is sent none',
    415: 'The content type or the encoding is not supported',
    422: 'Another body came under the same Idempotency-Key',
    429: 'Too many rows are under way, or too many failed logins; Retry-After says when to try again',
    503: 'The rows cannot be kept now, and were not counted; Retry-After says when to try again',
  },
  answerHeaders: ({ replayed }): Readonly<Record<string, string>> =>
    replayed ? { 'Idempotency-Replayed': 'true' } : {},
  async handle({ parameters: { model }, query, headers, raw }, { backend }) {
    findModel(backend, model);
    const posted = {
      bytes: raw.body,
      format: rowFormat(raw.headers) ?? 'list',
      key: headers['idempotency-key'],
    };
    return observationView(model, await backend.observe({ model, posted, scores: query.scores === 'true' }));
  },
});
