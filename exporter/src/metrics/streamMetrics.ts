import { Counter, type Registry } from 'prom-client';
import { DriftError, type ErrorCode } from '../errors.js';
import type { Taken } from '../streams/taken.js';
import { labelText } from './labelText.js';

const rowResults = ['accepted', 'invalid', 'late', 'future'] as const;
const requestResults = ['taken', 'replayed', 'invalid', 'busy', 'failed'] as const;
const failures: Partial<Record<ErrorCode, (typeof requestResults)[number]>> = {
  stream_busy: 'busy',
  request_invalid: 'invalid',
  rows_too_many: 'invalid',
  key_reused: 'invalid',
};

/** What becomes of rows that are sent. */
export class StreamMetrics {
  readonly #rows: Counter<'model' | 'result'>;
  readonly #requests: Counter<'model' | 'result'>;
  #models: ReadonlySet<string> = new Set();

  constructor(registry: Registry) {
    this.#rows = new Counter({
      name: 'drift_stream_rows_total',
      help: 'Rows that were sent, by what became of them: accepted, invalid, late (of a closed bucket) or future.',
      labelNames: ['model', 'result'],
      registers: [registry],
    });
    this.#requests = new Counter({
      name: 'drift_stream_requests_total',
      help: 'Requests with rows, by what became of them: taken, replayed (its key came before), invalid, busy or failed.',
      labelNames: ['model', 'result'],
      registers: [registry],
    });
  }

  /** The models of the configuration in use that are sent rows: their counters start at zero. */
  configured(models: readonly string[]): void {
    const names = new Set(models.map(labelText));
    for (const model of this.#models) {
      if (names.has(model)) continue;
      for (const result of rowResults) this.#rows.remove({ model, result });
      for (const result of requestResults) this.#requests.remove({ model, result });
    }
    for (const model of names) {
      for (const result of rowResults) this.#rows.inc({ model, result }, 0);
      for (const result of requestResults) this.#requests.inc({ model, result }, 0);
    }
    this.#models = names;
  }

  taken(name: string, { accepted, rejected, replayed }: Taken & { readonly replayed: boolean }): void {
    const model = labelText(name);
    this.#requests.inc({ model, result: replayed ? 'replayed' : 'taken' });
    if (replayed) return;
    for (const result of rowResults) {
      this.#rows.inc({ model, result }, result === 'accepted' ? accepted : rejected[result]);
    }
  }

  failed(name: string, error: unknown): void {
    this.refused(name, (error instanceof DriftError ? failures[error.code] : undefined) ?? 'failed');
  }

  /** A request of which nothing was counted. */
  refused(name: string, result: (typeof requestResults)[number]): void {
    const model = labelText(name);
    // anybody may ask for names that are no models
    if (this.#models.has(model)) this.#requests.inc({ model, result });
  }
}
