import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import { parseInstant } from '../config/instant.js';
import { cellsOf } from '../profile/grid.js';
import { outcomes } from '../profile/outcome.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { GroupedCounts, type NumericRequest } from '../sources/samples/groupedCounts.js';
import type { CategoricalCells } from '../sources/source.js';
import { CategoryCounts } from './categoryCounts.js';
import { categoryCells, type CategoryCell } from './categoryCells.js';
import type { Delta } from './heldCounts.js';
import type { Layout } from './layout.js';
import { OutcomeReader } from './outcomeReader.js';
import { rowErrors } from './rowErrors.js';
import { nameOf, ownValue, type Row } from './rowValues.js';
import { partOf, type StreamPart } from './streamPart.js';

/** Why a row was not counted. */
export type RejectionKind = 'invalid' | 'late' | 'future';

export interface Rejection {
  /** Index in the request, from 0. */
  readonly row: number;
  readonly field?: string | undefined;
  readonly reason: string;
}

/** Which rows a stream takes at a moment; milliseconds since the epoch. */
export interface RowTimes {
  /** The field that says when a row came into being; where absent, all rows came at `now`. */
  readonly column?: string | undefined;
  readonly now: number;
  /** Rows before this belong to buckets that are closed. */
  readonly open: number;
  /** What came before it is counted as if it had come then: its bucket was closed early. */
  readonly from: number;
  readonly latest: number;
}

export interface CountedRows {
  readonly accepted: number;
  readonly rejected: Readonly<Record<RejectionKind, number>>;
  /** The first ones. */
  readonly rejections: readonly Rejection[];
  /** Fields of the first rows that are no features. */
  readonly ignored: readonly string[];
  /** Undefined where no row was accepted. */
  readonly delta?: Delta;
}

/** So many rejected rows, and ignored fields, are told. */
const MOST_TOLD = 20;
/** Fields that nobody asked for are looked for in so many rows. */
const LOOKED_AT = 100;
/** A number of milliseconds below this (March 1973) is one of seconds. */
const LEAST_MILLISECONDS = 1e11;

interface Field {
  readonly name: string;
  /** In the layout. */
  readonly index: number;
  /** JSON knows no such value, but every object does. */
  readonly inherited: boolean;
}
type NumericField = Field & NumericRequest;
type CategoricalField = Field & { readonly cells: CategoricalCells; readonly cellOf: CategoryCell };

/** Counts rows in the cells of one reference: what files and tables count by, so that counts equal theirs. */
export class RowCounter {
  readonly #numeric: readonly NumericField[];
  readonly #categorical: readonly CategoricalField[];
  readonly #known: ReadonlySet<string>;
  readonly #outcome: OutcomeReader | undefined;

  constructor(
    readonly layout: Layout,
    features: readonly ReferenceFeature[],
    outcome?: OutcomePlan,
  ) {
    const fields = features.map(({ feature, profile }, index) => ({
      feature,
      index,
      name: feature.name,
      inherited: feature.name in Object.prototype,
      cells: cellsOf(profile.grid),
    }));
    this.#numeric = fields.flatMap(({ cells, ...field }) =>
      cells.kind === 'numeric' ? [{ ...field, cells }] : [],
    );
    this.#categorical = fields.flatMap(({ cells, ...field }) =>
      cells.kind === 'categorical' ? [{ ...field, cells, cellOf: categoryCells(cells) }] : [],
    );
    this.#outcome = outcome && new OutcomeReader(outcome);
    this.#known = new Set([...fields.map(({ name }) => name), ...(this.#outcome?.known ?? [])]);
  }

  count(rows: readonly unknown[], times: RowTimes): CountedRows {
    const { bucket } = this.layout;
    const buckets = new Float64Array(rows.length);
    const numbers = this.#numeric.map(() => new Float64Array(rows.length));
    const codes = this.#categorical.map(() => new Int32Array(rows.length));
    const joint = (this.#outcome?.names ?? []).map(() => new Float64Array(rows.length));
    const rejected = { invalid: 0, late: 0, future: 0 };
    const rejections: Rejection[] = [];
    const ignored = new Set<string>();
    let accepted = 0;
    let newest = -Infinity;
    for (const [index, row] of rows.entries()) {
      const reject = (kind: RejectionKind, reason: string, field?: string): void => {
        rejected[kind]++;
        if (rejections.length < MOST_TOLD) rejections.push({ row: index, field, reason });
      };
      if (typeof row !== 'object' || row === null || Array.isArray(row)) {
        reject('invalid', `expected a map of fields, got ${nameOf(row)}`);
        continue;
      }
      if (index < LOOKED_AT) this.#lookFor(row as Row, times.column, ignored);
      const time = timeOf(row as Row, times, reject);
      if (time === undefined) continue;
      if (!this.#read(row as Row, accepted, numbers, codes, reject)) continue;
      if (!this.#readOutcome(row as Row, accepted, joint, reject)) continue;
      buckets[accepted++] = Math.floor(Math.max(time, times.from) / bucket);
      if (time > newest) newest = time;
    }
    const told = { accepted, rejected, rejections, ignored: [...ignored] };
    if (accepted === 0) return told;
    const own = buckets.subarray(0, accepted);
    const parts = this.#parts(own, numbers, codes, joint);
    return { ...told, delta: { layout: this.layout, newest, buckets: parts, ...this.#errors(own, joint) } };
  }

  /** Writes a row's values to the end of the columns. */
  #read(
    row: Row,
    at: number,
    numbers: readonly Float64Array[],
    codes: readonly Int32Array[],
    reject: (kind: RejectionKind, reason: string, field: string) => void,
  ): boolean {
    for (let column = 0; column < numbers.length; column++) {
      const { name, inherited } = this.#numeric[column] as NumericField;
      const value = inherited ? ownValue(row, name) : row[name];
      if (typeof value === 'number') (numbers[column] as Float64Array)[at] = value;
      else if (value === undefined || value === null) (numbers[column] as Float64Array)[at] = Number.NaN;
      else {
        reject('invalid', `expected a number, got ${nameOf(value)}`, name);
        return false;
      }
    }
    for (let column = 0; column < codes.length; column++) {
      const { name, inherited, cellOf } = this.#categorical[column] as CategoricalField;
      const code = categoryOf(inherited ? ownValue(row, name) : row[name], cellOf);
      if (typeof code === 'string') {
        reject('invalid', code, name);
        return false;
      }
      (codes[column] as Int32Array)[at] = code;
    }
    return true;
  }

  /** Writes what a row's prediction and label tell to the end of the columns. */
  #readOutcome(
    row: Row,
    at: number,
    columns: readonly Float64Array[],
    reject: (kind: RejectionKind, reason: string, field: string) => void,
  ): boolean {
    const reader = this.#outcome;
    if (reader === undefined) return true;
    const told = reader.read(row, (reason, field) => reject('invalid', reason, field));
    if (told === undefined) return false;
    for (let column = 0; column < columns.length; column++) {
      (columns[column] as Float64Array)[at] = told[reader.names[column] as keyof typeof told];
    }
    return true;
  }

  #errors(buckets: Float64Array, joint: readonly Float64Array[]): Pick<Delta, 'errors'> {
    const { names = [], task = 'classification' } = this.#outcome ?? {};
    const column = joint[names.indexOf(outcomes.error)];
    const errors = column && rowErrors(task, buckets, this.layout.bucket, column);
    return errors === undefined || errors.size === 0 ? {} : { errors };
  }

  #parts(
    buckets: Float64Array,
    numbers: readonly Float64Array[],
    codes: readonly Int32Array[],
    joint: readonly Float64Array[],
  ): Map<number, StreamPart[]> {
    const rows = buckets.length;
    const parts = new Map<number, StreamPart[]>();
    const put = (start: number, index: number, part: StreamPart): void => {
      const own = parts.get(start) ?? [];
      parts.set(start, own);
      own[index] = part;
    };
    const namesOf = (index: number): readonly string[] => this.layout.features[index]?.joint ?? [];
    // the prediction has more sums than the others: those that share names are counted together
    const bySums = new Map<number, { readonly field: NumericField; readonly values: Float64Array }[]>();
    for (const [column, field] of this.#numeric.entries()) {
      const sums = namesOf(field.index).length;
      const group = bySums.get(sums) ?? [];
      bySums.set(sums, group);
      group.push({ field, values: numbers[column] as Float64Array });
    }
    for (const [sums, group] of bySums) {
      const names = namesOf(group[0]?.field.index ?? -1);
      const grouped = new GroupedCounts(
        group.map(({ field }) => field),
        [],
        names,
      );
      grouped.add([buckets, ...joint.slice(0, sums), ...group.map(({ values }) => values)], rows);
      for (const [index, counts] of grouped.results(this.layout.bucket).entries()) {
        const field = group[index % group.length]?.field;
        const own = Object.values(counts.joint);
        if (field !== undefined) put(counts.bucketStart, field.index, partOf(counts, own));
      }
    }
    for (const [column, { index, cells }] of this.#categorical.entries()) {
      const names = namesOf(index);
      const counts = new CategoryCounts(cells, names);
      counts.add(buckets, codes[column] as Int32Array, joint.slice(0, names.length));
      for (const [number, part] of counts.results()) put(number * this.layout.bucket, index, part);
    }
    return parts;
  }

  #lookFor(row: Row, time: string | undefined, ignored: Set<string>): void {
    for (const name of Object.keys(row)) {
      if (ignored.size >= MOST_TOLD) return;
      if (!this.#known.has(name) && name !== time) ignored.add(name);
    }
  }
}

function timeOf(
  row: Row,
  { column, now, open, latest }: RowTimes,
  reject: (kind: RejectionKind, reason: string, field?: string) => void,
): number | undefined {
  // a machine's clock that was set back makes no row late that comes now
  if (column === undefined) return Math.max(now, open);
  const value = ownValue(row, column);
  const time =
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? parseInstant(value)?.getTime()
        : undefined;
  if (time === undefined || time < LEAST_MILLISECONDS) {
    const got = typeof value === 'number' ? 'a smaller number; are these seconds?' : nameOf(value);
    reject(
      'invalid',
      `expected a time in ISO 8601, or milliseconds since 1970 after 1973, got ${got}`,
      column,
    );
    return undefined;
  }
  if (time < open) {
    reject('late', `too late: buckets are closed until ${new Date(open).toISOString()}`, column);
    return undefined;
  }
  if (time > latest) {
    reject('future', `in the future: rows are taken until ${new Date(latest).toISOString()}`, column);
    return undefined;
  }
  return time;
}

/** The cell of a value, −1 where it is missing, or why it has none. */
function categoryOf(value: unknown, cellOf: CategoryCell): number | string {
  if (value === undefined || value === null) return -1;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return `expected text, a number or a flag, got ${nameOf(value)}`;
  }
  return cellOf(value) ?? 'a whole number too large to be told from its neighbours; send it as text';
}
