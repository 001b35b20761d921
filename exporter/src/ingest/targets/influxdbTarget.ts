import { setTimeout as delay } from 'node:timers/promises';
import { DriftError } from '../../errors.js';
import { spanOf } from '../../sources/flux.js';
import { InfluxClient } from '../../sources/influxdbClient.js';
import type { InfluxOptions } from '../../sources/influxdbConnection.js';
import { readFields, type FieldType } from '../../sources/influxdbFields.js';
import { INGEST_ROW, readTags } from '../../sources/influxdbPoints.js';
import { InfluxWriter } from '../../sources/influxdbWriter.js';
import type { Batch } from '../batch.js';
import { InfluxLedger } from './influxdbLedger.js';
import { linesOf, refusedByInflux, type InfluxLine, type InfluxShape } from './influxdbLines.js';
import { takenPoints } from './influxdbTaken.js';
import { influxTargetError, isDataError, tooMany } from './influxdbTargetErrors.js';
import type { BatchWriter, LedgerEntry, Refusal, Target, TargetColumn, TargetPlan } from './target.js';

const LOCK_RETRY = 500;
/** Lines and characters of one request; InfluxDB advises some five thousand lines. */
const REQUEST_LINES = 5_000;
const REQUEST_LENGTH = 8_000_000;
/** Of one batch: what is refused so often is no matter of single rows. */
const MOST_REFUSALS = 100;
/** Names that InfluxDB keeps for itself, and that of the row's number. */
const RESERVED = new Set([
  'time',
  '_time',
  '_field',
  '_measurement',
  '_value',
  '_start',
  '_stop',
  INGEST_ROW,
]);

/** What an `InfluxTarget` is opened for. */
export interface InfluxTargetPlan {
  readonly source: string;
  readonly model: string;
  readonly measurement: string;
  /** The column of the points' times. */
  readonly time: string;
  /** Columns that become tags, where the measurement does not say so. */
  readonly tags: readonly string[];
  readonly batchRows: number;
  readonly take: TargetPlan['take'];
}

/** A measurement of InfluxDB 2: a row is a point, which is the same one however often it is written. */
export class InfluxTarget implements Target {
  readonly place: string;
  readonly batchRows: number;
  readonly #client: InfluxClient;
  readonly #writer: InfluxWriter;
  readonly #ledger: InfluxLedger;
  readonly #plan: InfluxTargetPlan;
  readonly #tags: Set<string>;
  #fields: ReadonlyMap<string, FieldType> = new Map();
  #release: (() => void) | undefined;

  private constructor(options: InfluxOptions, plan: InfluxTargetPlan) {
    const { source, measurement, model } = plan;
    this.#plan = plan;
    this.batchRows = plan.batchRows;
    this.place = `measurement ${measurement} in bucket ${options.bucket} at ${new URL(options.url).host}`;
    this.#client = new InfluxClient({ ...options, name: source, answerRows: Infinity });
    this.#writer = new InfluxWriter(options, { source });
    this.#ledger = new InfluxLedger(this.#client, this.#writer, measurement, model);
    this.#tags = new Set(plan.tags);
  }

  /** @throws DriftError `target_…` where the server cannot be reached or the bucket not be read, `config_invalid` where a tag is a field there */
  static async open(options: InfluxOptions, plan: InfluxTargetPlan): Promise<InfluxTarget> {
    const target = new InfluxTarget(options, plan);
    try {
      await target.#guarded(() => target.#look());
      return target;
    } catch (error) {
      await target.close();
      throw error;
    }
  }

  /** What the measurement has; all else is added. */
  async columns(): Promise<readonly TargetColumn[] | undefined> {
    await this.#guarded(() => this.#look());
    const tags = [...this.#tags].map((name): TargetColumn => ({ name, type: 'VARCHAR', required: false }));
    const fields = Array.from(this.#fields, ([name, type]) => ({ name, type: TYPES[type], required: false }));
    const typed = fields.flatMap(({ type, ...column }) => (type === undefined ? [] : [{ ...column, type }]));
    const time = { name: this.#plan.time, type: 'TIMESTAMP WITH TIME ZONE', required: true };
    return [...tags, ...typed.filter(({ name }) => !RESERVED.has(name) && name !== time.name), time];
  }

  adds(column: string): boolean {
    return !RESERVED.has(column);
  }

  async lock(onWait: () => void): Promise<void> {
    for (let waits = false; ; waits = true) {
      this.#release = await this.#plan.take(`drift ingest into ${this.place}`);
      if (this.#release !== undefined) break;
      if (!waits) onWait();
      await delay(LOCK_RETRY);
    }
    this.#ledger.reset();
  }

  entry(content: string): Promise<LedgerEntry | undefined> {
    return this.#guarded(() => this.#ledger.entry(content));
  }

  latest(file: string): Promise<LedgerEntry | undefined> {
    return this.#guarded(() => this.#ledger.latest(file));
  }

  begin(entry: LedgerEntry, rows: number, replaced?: string): Promise<void> {
    return this.#guarded(() => this.#ledger.begin(entry, rows, replaced));
  }

  write(before: LedgerEntry, work: (writer: BatchWriter) => Promise<LedgerEntry>): Promise<LedgerEntry> {
    const writer: BatchWriter = {
      known: () => Promise.resolve([]),
      append: (batch) => this.#append(batch, before.content),
    };
    return this.#guarded(async () => {
      const after = await work(writer);
      await this.#ledger.advance(after);
      return after;
    });
  }

  async close(): Promise<void> {
    this.#release?.();
    this.#writer.close();
    await this.#client.close();
  }

  async #look(): Promise<void> {
    const { measurement, source } = this.#plan;
    const [fields, tags] = await Promise.all([
      // the types of first points: for last ones the server would read all that there is
      readFields(this.#client, measurement, spanOf(undefined, undefined), []),
      readTags(this.#client, measurement),
    ]);
    this.#fields = fields;
    for (const tag of tags) this.#tags.add(tag);
    const both = this.#plan.tags.find((name) => fields.has(name) && !tags.includes(name));
    if (both === undefined) return;
    throw new DriftError(
      'config_invalid',
      `${JSON.stringify(both)} is a field of ${this.place} and cannot be a tag there (ingest.tags); leave it out, or write to another measurement`,
      { source },
    );
  }

  async #append(batch: Batch, content: string): Promise<Refusal[]> {
    const { measurement, time } = this.#plan;
    const numbering = (await this.#ledger.entry(content))?.numbering ?? [];
    const shape: InfluxShape = { measurement, time, tags: this.#tags, numbering };
    const refusals = await refusedByInflux(batch, shape);
    const lines = await linesOf(batch, shape, refusals);
    const taken = await takenPoints(this.#client, measurement, lines, await this.#ledger.next());
    refusals.push(...taken);
    const rows = new Set(taken.map(({ row }) => row));
    const late: Refusal[] = [];
    for (const request of requestsOf(lines.filter(({ row }) => !rows.has(row)))) {
      await this.#send(request, refusals, late);
    }
    return [...refusals, ...late];
  }

  /** Sends lines; where the server refuses one, their halves, down to the line that it refuses. */
  async #send(lines: readonly InfluxLine[], refusals: Refusal[], late: Refusal[]): Promise<void> {
    try {
      const tooOld = await this.#writer.send(lines.map(({ line }) => line).join('\n'), 'ns');
      const oldest = [...lines].sort((a, b) => (a.time < b.time ? -1 : 1)).slice(0, tooOld);
      late.push(...oldest.map(({ row }) => ({ row, message: 'is older than the bucket keeps points' })));
    } catch (error) {
      if (!isDataError(error)) throw error;
      const [first] = lines;
      if (lines.length === 1 && first !== undefined) {
        refusals.push({ row: first.row, message: error.detail });
        if (refusals.length > MOST_REFUSALS) throw tooMany(error, this.#plan.source, MOST_REFUSALS);
        return;
      }
      const middle = lines.length >> 1;
      await this.#send(lines.slice(0, middle), refusals, late);
      await this.#send(lines.slice(middle), refusals, late);
    }
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw influxTargetError(error, this.place);
    }
  }
}

/** Types of DuckDB's that fields of a type are written from; none where the field has several. */
const TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  float: 'DOUBLE',
  integer: 'BIGINT',
  unsigned: 'UBIGINT',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
};

/** Lines in requests of a good size. */
function requestsOf(lines: readonly InfluxLine[]): InfluxLine[][] {
  const requests: InfluxLine[][] = [];
  let length = 0;
  for (const line of lines) {
    const last = requests.at(-1);
    if (last === undefined || last.length >= REQUEST_LINES || length + line.line.length > REQUEST_LENGTH) {
      requests.push([line]);
      length = line.line.length;
    } else {
      last.push(line);
      length += line.line.length;
    }
  }
  return requests;
}
