import { DriftError } from '../errors.js';
import { readFiles, readStrictly, type DuckDBFiles } from './duckdbFiles.js';
import { fieldsIn, headerOf } from './fileBeginning.js';
import type { Column } from './source.js';

type Types = Readonly<Record<string, string>>;
type Query = (sql: string) => Promise<unknown[][]>;

/**
 * The types to read a text file's columns as. Whole numbers become doubles: a later row may hold 1.5, on which CSV
 * would fail, and which JSON would round without a word.
 *
 * @param guessed what DuckDB makes of the first rows
 * @param given types that hold before that guess
 */
export function textTypes({ format }: DuckDBFiles, guessed: readonly Column[], given: Types): Types {
  const widened = guessed.filter(({ name, integer }) => integer && given[name] === undefined);
  const types = { ...Object.fromEntries(widened.map(({ name }) => [name, 'DOUBLE'])), ...given };
  if (format === 'csv' || Object.keys(types).length === 0) return types;
  return Object.fromEntries(guessed.map(({ name, type }) => [name, types[name] ?? type]));
}

/** The error of a text file that could not be read, more precise where a second look tells where it breaks. */
export async function explainTextError(
  error: unknown,
  files: DuckDBFiles,
  types: Types,
  query: Query,
): Promise<unknown> {
  const cause = error instanceof DriftError ? error.context.cause : undefined;
  const message = cause instanceof Error ? cause.message : '';
  const look = /sniffing file/i.test(message)
    ? () => readRaggedly(files, query)
    : /JSON transform error.*Failed to cast/i.test(message)
      ? () => readColumn(files, Object.entries(types), query)
      : undefined;
  if (look === undefined) return error;
  return look().then(
    () => error,
    (found: unknown) => found,
  );
}

/** Fails at the first line whose fields are not as many as the header's. */
async function readRaggedly({ files, delimiter }: DuckDBFiles, query: Query): Promise<void> {
  for (const file of files) {
    const header = await headerOf(file);
    if (header === undefined) continue;
    await query(`SELECT count(*) FROM ${readStrictly(file, delimiter, fieldsIn(header, delimiter))}`);
  }
}

/** Finds by halves the column whose values break its type, which DuckDB does not name, and fails with its error. */
async function readColumn(
  files: DuckDBFiles,
  types: readonly (readonly [name: string, type: string])[],
  query: Query,
): Promise<void> {
  const [only] = types;
  if (only === undefined) return;
  const items = types.map(([name]) => `count("${name.replaceAll('"', '""')}")`).join(', ');
  try {
    await query(`SELECT ${items} FROM ${readFiles(files, Object.fromEntries(types))}`);
  } catch (error) {
    if (types.length === 1) throw error instanceof DriftError ? brokenValue(error, only) : error;
    const middle = types.length >> 1;
    await readColumn(files, types.slice(0, middle), query);
    await readColumn(files, types.slice(middle), query);
    throw error;
  }
}

function brokenValue(error: DriftError, [feature, type]: readonly [string, string]): DriftError {
  const message = error.context.cause instanceof Error ? error.context.cause.message : '';
  const value = /Failed to cast value[^:]*: (.*)/.exec(message)?.[1] ?? 'a value';
  const kind = type === 'DOUBLE' ? 'number' : type.toLowerCase();
  return new DriftError('column_type', `${value} is not a ${kind}; mend the value, or exclude the column`, {
    ...error.context,
    feature,
  });
}
