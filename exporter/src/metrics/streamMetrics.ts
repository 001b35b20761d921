import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { DriftError, type ErrorCode } from '../errors.js';
import type { StreamSizes } from '../streams/liveStream.js';
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

/** Seconds: a fifth is what ten thousand rows of twenty features may take. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30];

/** What becomes of rows that are sent. */
export class StreamMetrics {
  readonly #rows: Counter<'model' | 'result'>;
  readonly #requests: Counter<'model' | 'result'>;
  readonly #duration: Histogram<'model'>;
  #models: ReadonlySet<string> = new Set();

  /** @param sizes of the streams that take rows now, by model */
  constructor(registry: Registry, sizes: () => ReadonlyMap<string, StreamSizes> | undefined) {
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
    this.#duration = new Histogram({
      name: 'drift_stream_request_duration_seconds',
      help: 'Time from the last byte of a request with rows until they are counted and on the disk; judging comes on top.',
      labelNames: ['model'],
      buckets: DURATIONS,
      registers: [registry],
    });
    const shown = (name: string, help: string, of: keyof StreamSizes): void => {
      new Gauge({
        name,
        help,
        labelNames: ['model'],
        registers: [registry],
        collect() {
          this.reset();
          for (const [model, size] of sizes() ?? []) this.set({ model: labelText(model) }, size[of]);
        },
      });
    };
    shown(
      'drift_stream_held_bytes',
      'Memory of counts in buckets that the store does not have for good yet; from 256 MB on rows are refused.',
      'held',
    );
    shown('drift_stream_log_bytes', 'Size of the file that keeps these counts over a crash.', 'log');
  }

  /** The models of the configuration in use that are sent rows: their counters start at zero. */
  configured(models: readonly string[]): void {
    const names = new Set(models.map(labelText));
    for (const model of this.#models) {
      if (names.has(model)) continue;
      for (const result of rowResults) this.#rows.remove({ model, result });
      for (const result of requestResults) this.#requests.remove({ model, result });
      this.#duration.remove({ model });
    }
    for (const model of names) {
      for (const result of rowResults) this.#rows.inc({ model, result }, 0);
      for (const result of requestResults) this.#requests.inc({ model, result }, 0);
      this.#duration.zero({ model });
    }
    this.#models = names;
  }

  /** Counts what becomes of rows while they are taken, and how long that takes. */
  async watch<Outcome extends Taken & { readonly replayed: boolean }>(
    name: string,
    take: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const started = performance.now();
    try {
      const outcome = await take();
      this.taken(name, outcome, (performance.now() - started) / 1000);
      return outcome;
    } catch (error) {
      this.failed(name, error);
      throw error;
    }
  }

  /** @param seconds that it took */
  taken(
    name: string,
    { accepted, rejected, replayed }: Taken & { readonly replayed: boolean },
    seconds: number,
  ): void {
    const model = labelText(name);
    this.#requests.inc({ model, result: replayed ? 'replayed' : 'taken' });
    if (replayed) return;
    this.#duration.observe({ model }, seconds);
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
