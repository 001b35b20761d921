import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DriftError } from '../errors.js';
import { families } from './modelSeries.js';
import { labelText } from './labelText.js';

/** A value of one series in the past. */
export interface PastSample {
  /** Name of a gauge that `/metrics` publishes. */
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How long the value holds, in milliseconds, where samples are repeated; as the options say where absent. */
  readonly holds?: number;
}

export interface OpenMetricsOptions {
  /** Samples from then on are left out, milliseconds since the epoch; see `historyEnd`. */
  readonly until: number;
  /** How long a value holds: the length of a bucket, in milliseconds. */
  readonly holds?: number;
  /** Repeats a value at this distance, in milliseconds, as long as it holds; absent: each value once. */
  readonly step?: number;
}

interface Part {
  readonly file: string;
  readonly descriptor: number;
  pending: string;
}

const PENDING = 65_536;
const HEAD = 3 * 3_600_000;

/** Prometheus itself writes the last three hours, where blocks from elsewhere would overlap. */
export function historyEnd(now: Date): number {
  return now.getTime() - HEAD;
}

/**
 * Writes history for `promtool tsdb create-blocks-from openmetrics`: samples come in any order of series, each series in
 * the order of time. The format wants the samples of a metric together, so each has a file of its own until the end; memory
 * does not grow with what is written.
 */
export class OpenMetricsWriter {
  readonly #path: string;
  readonly #folder: string;
  readonly #options: OpenMetricsOptions;
  readonly #parts = new Map<string, Part>();
  #samples = 0;

  /** @param path of the file, which exists only once `finish` is through. @throws DriftError `output_unwritable` */
  constructor(path: string, options: OpenMetricsOptions) {
    this.#path = path;
    this.#options = options;
    this.#folder = writing(path, () => mkdtempSync(join(dirname(resolve(path)), '.drift-history-')));
  }

  /** @throws DriftError `output_unwritable`; RangeError on a metric that is no gauge of `/metrics` */
  add({ metric, labels, value, at, holds = this.#options.holds ?? 0 }: PastSample): void {
    const { until, step = Infinity } = this.#options;
    if (!Number.isFinite(value)) return;
    const part = this.#part(metric);
    const series = `${metric}{${labelList(labels)}} ${value}`;
    for (let time = at; time < until && (time === at || time < at + holds); time += step) {
      part.pending += `${series} ${time / 1000}\n`;
      this.#samples++;
    }
    if (part.pending.length > PENDING) this.#flush(part);
  }

  /** Puts the file together. @returns how many samples it holds */
  async finish(): Promise<number> {
    try {
      for (const part of this.#parts.values()) {
        this.#flush(part);
        closeSync(part.descriptor);
      }
      const whole = join(this.#folder, 'whole');
      await pipeline(Readable.from(this.#content()), createWriteStream(whole, { mode: 0o600 }));
      renameSync(whole, this.#path);
    } catch (cause) {
      throw unwritable(this.#path, cause);
    } finally {
      this.#remove();
    }
    return this.#samples;
  }

  /** Gives up: nothing is left of what was written. */
  discard(): void {
    for (const { descriptor } of this.#parts.values()) closeSync(descriptor);
    this.#remove();
  }

  async *#content(): AsyncGenerator<string | Buffer> {
    for (const { name, help } of families) {
      const part = this.#parts.get(name);
      if (part === undefined) continue;
      yield `# HELP ${name} ${escaped(help)}\n# TYPE ${name} gauge\n`;
      yield* createReadStream(part.file) as AsyncIterable<Buffer>;
    }
    yield '# EOF\n';
  }

  #part(metric: string): Part {
    const known = this.#parts.get(metric);
    if (known !== undefined) return known;
    if (!families.some(({ name, type }) => name === metric && type === 'gauge')) {
      throw new RangeError(`${metric} is no gauge that is published`);
    }
    const file = join(this.#folder, metric);
    const part = { file, descriptor: writing(file, () => openSync(file, 'w', 0o600)), pending: '' };
    this.#parts.set(metric, part);
    return part;
  }

  #flush(part: Part): void {
    writing(this.#path, () => writeFileSync(part.descriptor, part.pending));
    part.pending = '';
  }

  #remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function labelList(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, text]) => `${name}="${escaped(labelText(text)).replaceAll('"', '\\"')}"`)
    .join(',');
}

/** https://github.com/OpenObservability/OpenMetrics/blob/main/specification/OpenMetrics.md#escaping */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function writing<Result>(path: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): DriftError {
  const detail = 'history cannot be written; check that its folder exists and has space';
  return new DriftError('output_unwritable', detail, { file: path, cause });
}
