import type { ColumnType, ModelConfig } from '../config/schema.js';
import type { Reference } from '../profile/reference.js';
import { parenthesise, quoteIdentifier } from '../sources/sql.js';
import { ExpressionError, typeOfExpression } from './expressions.js';
import type { Scratch } from './scratch.js';
import type { Staged, StagedColumn } from './staging/staged.js';
import type { TargetColumn } from './targets/target.js';

/** A column that goes to the target. */
export interface OutputColumn {
  readonly name: string;
  /** SQL type of DuckDB. */
  readonly type: string;
}

/** What a file's rows are like once they have types: the view `rows`, by `__row` from 0. */
export interface Shape {
  readonly output: readonly OutputColumn[];
  /** Columns of `rows` and, of those whose values may not fit, the SQL of whether one does not. */
  readonly columns: readonly { readonly name: string; readonly type: string; readonly broken?: string }[];
  /** Columns of the file that the target does not have. */
  readonly left: readonly string[];
}

const TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
};

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)INT$|^U?INTEGER$/;
/** So many rows tell what an unknown column of text holds. */
const SAMPLE = 20_480;

/** The column of the rows' times. */
export function timeColumnOf({ ingest, timestamp_column }: ModelConfig): string | undefined {
  return ingest?.timestamp_column ?? timestamp_column;
}

/** The types that are known before a file is read: as a rule says, else as the target has it, else as the reference does. */
export function knownTypes(
  model: ModelConfig,
  target: readonly TargetColumn[] | undefined,
  reference: Reference | undefined,
): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  const time = timeColumnOf(model);
  if (time !== undefined) types.set(time, TYPES.timestamp);
  for (const { feature } of reference?.features ?? []) {
    if (feature.expression === undefined)
      types.set(feature.name, feature.kind === 'numeric' ? 'DOUBLE' : 'VARCHAR');
  }
  for (const { name, type } of target ?? []) types.set(name, type);
  for (const { column, type, range } of model.ingest?.rules ?? []) {
    if (column === undefined) continue;
    if (type !== undefined) types.set(column, TYPES[type]);
    // what has a range is a number
    else if (range !== undefined && !types.has(column)) types.set(column, 'DOUBLE');
  }
  return types;
}

/** Gives a staged file's columns their types, and adds the configured features. @throws DriftError where a column is missing */
export async function shapeRows(
  scratch: Scratch,
  staged: Staged,
  model: ModelConfig,
  known: ReadonlyMap<string, string>,
  takes: (column: string) => boolean,
): Promise<Shape> {
  const unknown = staged.columns.filter(({ name }) => !known.has(name));
  const guessed = await guessTypes(scratch, staged, unknown);
  const columns = staged.columns.map((column) => {
    const { name } = column;
    const type = known.get(name) ?? guessed.get(name) ?? column.type;
    return { name, type, cast: castOf(column, type) };
  });
  const typed = columns.map(
    ({ name, cast }) => `${cast ?? quoteIdentifier(name)} AS ${quoteIdentifier(name)}`,
  );
  const broken = columns.map(({ name, type, cast }, index) => {
    const column = quoteIdentifier(name);
    // empty text is text, and of no other type a value
    const isEmpty = type === 'VARCHAR' ? 'false' : `${column}::VARCHAR = ''`;
    return cast === undefined
      ? []
      : [`${cast} IS NULL AND ${column} IS NOT NULL AND NOT ${isEmpty} AS "__broken ${index}"`];
  });
  const line = staged.lines ? ['__line'] : [];
  // casts of text are worth keeping; Parquet has its types, and is read where it lies
  await scratch.query(
    `CREATE ${staged.isText ? 'TABLE' : 'VIEW'} typed AS SELECT ${['__row', ...line, ...typed, ...broken.flat()].join(', ')} FROM staged`,
  );
  const features = await addFeatures(scratch, model, staged, known);
  const shaped = [
    ...columns.map(({ name, type, cast }, index) => ({
      name,
      type,
      ...(cast === undefined ? {} : { broken: `"__broken ${index}"` }),
    })),
    ...features,
  ];
  return {
    columns: shaped,
    output: shaped.filter(({ name }) => takes(name)).map(({ name, type }) => ({ name, type })),
    left: shaped.filter(({ name }) => !takes(name)).map(({ name }) => name),
  };
}

/**
 * Types that all values of the first rows have, of columns of which none is known; whole numbers only where all rows are, since a later
 * one may be 1.5.
 */
async function guessTypes(
  scratch: Scratch,
  { isText }: Staged,
  columns: readonly StagedColumn[],
): Promise<ReadonlyMap<string, string>> {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const texts = columns.filter(({ type }) => isText && type === 'VARCHAR').map(({ name }) => name);
  if (texts.length === 0) return types;
  const counts = texts.flatMap((name) => {
    const x = quoteIdentifier(name);
    return [
      ...[
        `count(${x})`,
        `count(TRY_CAST(${x} AS BIGINT))`,
        `count(*) FILTER (regexp_matches(${x}, '^[+-]?0[0-9]'))`,
      ],
      ...['DOUBLE', 'BOOLEAN', 'TIMESTAMP WITH TIME ZONE'].map((type) => `count(TRY_CAST(${x} AS ${type}))`),
    ];
  });
  const [row = []] = await scratch.query(`SELECT ${counts.join(', ')} FROM staged WHERE __row < ${SAMPLE}`);
  for (const [index, name] of texts.entries()) {
    types.set(name, typeOf(row.slice(6 * index, 6 * index + 6).map(Number)));
  }
  const whole = texts.filter((name) => types.get(name) === 'BIGINT');
  if (whole.length === 0) return types;
  const fractions = whole.map((name) => {
    const number = `TRY_CAST(${quoteIdentifier(name)} AS DOUBLE)`;
    return `coalesce(bool_or(${number} <> trunc(${number})), false)`;
  });
  const [found = []] = await scratch.query(`SELECT ${fractions.join(', ')} FROM staged`);
  for (const [index, name] of whole.entries()) if (found[index] === true) types.set(name, 'DOUBLE');
  return types;
}

/** The type of a column of text, by how many of its values are what. */
function typeOf([
  values = 0,
  whole = 0,
  zeros = 0,
  numbers = 0,
  flags = 0,
  times = 0,
]: readonly number[]): string {
  // 007 is a name
  if (values === 0 || zeros !== 0) return 'VARCHAR';
  if (numbers === values) return whole === values ? 'BIGINT' : 'DOUBLE';
  if (flags === values) return 'BOOLEAN';
  return times === values ? 'TIMESTAMP WITH TIME ZONE' : 'VARCHAR';
}

/** SQL that gives a staged value its type, NULL where it does not fit; undefined where it has it already. */
function castOf({ name, type: staged }: StagedColumn, type: string): string | undefined {
  if (staged === type) return undefined;
  const column = quoteIdentifier(name);
  if (type === 'VARCHAR') return `${column}::VARCHAR`;
  // without a zone it is the model's, as the sources read it
  const value = type === 'TIMESTAMP' && staged === 'VARCHAR' ? `TRY_CAST(${column} AS TIMESTAMPTZ)` : column;
  const cast = `TRY_CAST(${value} AS ${type})`;
  // DuckDB rounds 1.5 to an integer
  return INTEGER.test(type) && !INTEGER.test(staged)
    ? `CASE WHEN TRY_CAST(${column} AS DOUBLE) = ${cast} THEN ${cast} END`
    : cast;
}

/** The view `rows`. An expression that fails on a row gives no value there. */
async function addFeatures(
  scratch: Scratch,
  model: ModelConfig,
  staged: Staged,
  known: ReadonlyMap<string, string>,
): Promise<OutputColumn[]> {
  const features = model.ingest?.features ?? [];
  const items: string[] = [];
  const added: OutputColumn[] = [];
  for (const [index, { name, expression }] of features.entries()) {
    const path = ['features', index];
    if (staged.columns.some((column) => column.name === name)) {
      throw new ExpressionError(path, `${name} is a column of the file, too; give the feature another name`);
    }
    const value = `TRY(${parenthesise(expression)})`;
    const found = await typeOfExpression(scratch, value, 'typed', path);
    const type = known.get(name) ?? found;
    items.push(`, TRY_CAST(${value} AS ${type}) AS ${quoteIdentifier(name)}`);
    added.push({ name, type });
  }
  await scratch.query(`CREATE VIEW rows AS SELECT *${items.join('')} FROM typed`);
  return added;
}
