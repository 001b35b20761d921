import { z } from 'zod';
import { DriftError } from '../../errors.js';
import type { Backend } from '../backend.js';
import { jsonRoute } from '../http/route.js';
import { rowFormat } from '../http/rowFormat.js';
import { withDeadline } from '../http/withDeadline.js';
import { idempotencyKey, observationResult, rows } from '../schemas/observation.js';
import { modelName } from '../schemas/parameters.js';
import { findModel } from '../views/find.js';
import { observationView, type Scores } from '../views/observationView.js';

/** Bytes, decompressed: ten thousand rows of a hundred features are some 25 MB. */
const LARGEST = 32 * 1024 * 1024;
const NOT_KNOWN =
  'the rows are not on the disk yet, and may still come to count; send them again under the same Idempotency-Key';
const unwanted: Scores = { windows: [] };

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
    503: 'The rows cannot be kept now, and were not counted; or, as request_timeout, it is not known yet whether they were: send them again under the same Idempotency-Key. Retry-After says when',
  },
  answerHeaders: ({ replayed }): Readonly<Record<string, string>> =>
    replayed ? { 'Idempotency-Replayed': 'true' } : {},
  deadline: 'own',
  async handle({ parameters: { model }, query, headers, raw }, { backend, limits }) {
    findModel(backend, model);
    const posted = {
      bytes: raw.body,
      format: rowFormat(raw.headers) ?? 'list',
      key: headers['idempotency-key'],
    };
    const taken = await withDeadline(backend.observe(model, posted), limits.answerTimeout, NOT_KNOWN);
    const wanted = query.scores === 'true';
    return observationView(
      model,
      taken,
      wanted ? await scores(model, backend, limits.scoresTimeout) : unwanted,
    );
  },
});

/** Rows that were taken are acknowledged, whatever becomes of their scores. */
async function scores(model: string, backend: Backend, timeout: number): Promise<Scores> {
  try {
    const windows = await withDeadline(backend.windowsNow(model), timeout);
    return windows.length === 0 ? without('no check of the model has gone well yet') : { windows };
  } catch (error) {
    const isLate = error instanceof DriftError && error.code === 'request_timeout';
    return without(
      isLate ? error.message : 'the windows could not be judged; see the last check of the model',
    );
  }
}

function without(missing: string): Scores {
  return { windows: [], missing };
}
