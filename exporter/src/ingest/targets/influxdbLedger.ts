import { DriftError } from '../../errors.js';
import { equals, pipe, pointsIn, WHOLE_TIME } from '../../sources/flux.js';
import type { InfluxClient } from '../../sources/influxdbClient.js';
import type { InfluxWriter } from '../../sources/influxdbWriter.js';
import type { LedgerEntry } from './target.js';

const LEDGER = 'drift_ingest';

/** Rows of a file from `row` on, and the number of the first of them among all rows of the measurement. */
export interface Numbering {
  readonly row: number;
  readonly number: number;
}

/** An entry as a point holds it. */
interface Kept extends LedgerEntry {
  readonly model: string;
  /** By row; a file that has grown before it was done has several. */
  readonly numbering: readonly Numbering[];
  /** The first number that later files may use. */
  readonly next: number;
}

/**
 * What was ingested into a measurement: a point a file in the measurement `drift_ingest` of the same bucket, and rewritten in place.
 * It gives each row a number, whose last digits are the nanoseconds of the row's point: written again, it is the same point.
 */
export class InfluxLedger {
  /** By the times of their points, in milliseconds. */
  #entries: Map<number, Kept> | undefined;

  constructor(
    readonly client: InfluxClient,
    readonly writer: InfluxWriter,
    readonly measurement: string,
    readonly model: string,
  ) {}

  /** Forgets what it has read: somebody else may have been here. */
  reset(): void {
    this.#entries = undefined;
  }

  async entry(content: string): Promise<Kept | undefined> {
    return (await this.#find((entry) => entry.content === content))?.[1];
  }

  async latest(file: string): Promise<LedgerEntry | undefined> {
    return (await this.#find((entry) => entry.file === file))?.[1];
  }

  /** Numbers of all rows that any file has brought here, or will, lie below. */
  async next(): Promise<number> {
    return Math.max(0, ...Array.from((await this.#read()).values(), ({ next }) => next));
  }

  async begin(entry: LedgerEntry, rows: number, replaced?: string): Promise<void> {
    const number = await this.next();
    const found = await this.#find(({ content }) => content === replaced);
    const [time, before] = found ?? [await this.#freeTime(), undefined];
    // rows that the shorter file had keep their numbers
    const row = before === undefined ? 0 : rowsOf(before);
    await this.#save(time, {
      ...{ ...entry, model: this.model, next: number + rows - row },
      numbering: [...(before?.numbering ?? []), { row, number }],
    });
  }

  /** @throws DriftError `target_busy` where the entry is no longer as it was */
  async advance(after: LedgerEntry): Promise<void> {
    const [time, before] = (await this.#find(({ content }) => content === after.content)) ?? [];
    if (time === undefined || before === undefined) {
      throw new DriftError('target_busy', `its entry in ${LEDGER} is gone; ingest it again`, {
        file: after.file,
      });
    }
    await this.#save(time, { ...before, ...after });
  }

  async #save(time: number, entry: Kept): Promise<void> {
    const fields = { entry: JSON.stringify(entry) };
    await this.writer.write([{ measurement: LEDGER, tags: { into: this.measurement }, fields, time }]);
    (await this.#read()).set(time, entry);
  }

  async #freeTime(): Promise<number> {
    return Math.max(Date.now(), ...Array.from((await this.#read()).keys(), (time) => time + 1));
  }

  /** The latest of this model's entries that are wanted. */
  async #find(wanted: (entry: Kept) => boolean): Promise<[number, Kept] | undefined> {
    const found = [...(await this.#read())].filter(
      ([, entry]) => entry.model === this.model && wanted(entry),
    );
    return found.sort(([, a], [, b]) => b.updated - a.updated)[0];
  }

  async #read(): Promise<Map<number, Kept>> {
    if (this.#entries !== undefined) return this.#entries;
    const entries = new Map<number, Kept>();
    const conditions = [
      equals('_measurement', LEDGER),
      equals('into', this.measurement),
      equals('_field', 'entry'),
    ];
    await this.client.query(
      pipe(pointsIn(this.client.bucket, WHOLE_TIME, conditions), 'keep(columns: ["_time", "_value"])'),
      (row) => {
        entries.set(Date.parse(row.value('_time')), JSON.parse(row.value('_value')) as Kept);
      },
    );
    return (this.#entries = entries);
  }
}

/** Rows that were numbered. */
function rowsOf({ numbering, next }: Kept): number {
  const last = numbering.at(-1);
  return last === undefined ? 0 : last.row + next - last.number;
}
