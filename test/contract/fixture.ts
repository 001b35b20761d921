import type { Capabilities, Relation, Source } from '../../exporter/src/sources/source.js';

export type ColumnType = 'double' | 'bigint' | 'text' | 'boolean' | 'timestamp' | 'timestamptz';

/** Timestamps are texts: with a zone ISO 8601 in UTC, without one `2024-03-10 01:30:00`. */
export type Value = number | string | boolean | null;

/** Rows to load into an engine as they stand. */
export interface Fixture {
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    /** Rows are told apart by it: a tag, where a source has such. */
    readonly key?: boolean;
  }[];
  readonly rows: readonly (readonly Value[])[];
}

/** A source, and how a test gets rows into what it reads. */
export interface SourceUnderTest {
  readonly source: Source;
  /** What the source calls the column `at`, where it gives each row a time by itself. */
  readonly time?: string;
  /** Columns of every table besides those that were loaded, where columns have no order of their own. */
  readonly added?: readonly string[];
  load(fixture: Fixture): Promise<Relation>;
  close(): Promise<void>;
}

/** A table of one column, or of a column and the time at which each value came. */
export function columnFixture(
  values: readonly Value[],
  type: ColumnType,
  times?: readonly (string | null)[],
): Fixture {
  return {
    columns: [
      { name: 'value', type },
      ...(times === undefined ? [] : [{ name: 'at', type: 'timestamptz' as const }]),
    ],
    rows: values.map((value, index) => (times === undefined ? [value] : [value, times[index] ?? null])),
  };
}

/** Values as a source can hold them; undefined where none is left, and the column would not be there. */
export function held(
  values: readonly Value[],
  { nonFinite, emptyColumns }: Capabilities,
): Value[] | undefined {
  const kept = values.map((value) =>
    typeof value === 'number' && !nonFinite && !Number.isFinite(value) ? null : value,
  );
  return emptyColumns || kept.some((value) => value !== null) ? kept : undefined;
}

/** The values of a column, by name. */
export function columnOf({ columns, rows }: Fixture, name: string): Value[] {
  const index = columns.findIndex((column) => column.name === name);
  return rows.map((row) => row[index] ?? null);
}

/** A column as doubles, NaN where it is missing. */
export function numbersOf(fixture: Fixture, name: string): number[] {
  return columnOf(fixture, name).map((value) => (typeof value === 'number' ? value : Number.NaN));
}

/** Pseudo-random numbers in [0, 1), the same in every run (Lehmer's generator). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
