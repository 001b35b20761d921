import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DriftError } from '../errors.js';
import { delimiterOf, requireSignature, type FileFormat } from './fileBeginning.js';
import { requireWhole } from './wholeFile.js';

const formats: Readonly<Record<string, FileFormat>> = {
  parquet: 'parquet',
  pq: 'parquet',
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  ndjson: 'json',
  jsonl: 'json',
  json: 'json',
};

/** What text files write where a value is missing. */
const MISSING_WORDS = ['', 'NULL', 'null', 'NA', 'N/A'];

export interface DuckDBFiles {
  readonly files: readonly string[];
  readonly format: FileFormat;
  /** Of CSV only. */
  readonly delimiter: string;
}

/**
 * Finds the files of paths and globs. Fails, naming the file, where one is missing, empty, a directory, or of a format
 * that its name does not tell.
 *
 * @param listGlob expands a glob pattern.
 */
export async function duckdbFiles(
  paths: readonly string[],
  listGlob: (pattern: string) => Promise<string[]>,
): Promise<DuckDBFiles> {
  const files = (await Promise.all(paths.map((path) => expandPath(path, listGlob)))).flat();
  const [first] = files;
  if (first === undefined) throw new DriftError('usage', 'no file is named');
  for (const file of files) await requireFile(file);
  const format = formatOf(first);
  const other = files.find((file) => formatOf(file) !== format);
  if (other !== undefined) {
    throw new DriftError('usage', `is not of the same format as ${basename(first)}; read them apart`, {
      file: other,
    });
  }
  for (const file of files) await requireSignature(file, format);
  const delimiter = format === 'csv' ? await delimiterOf(first) : '';
  for (const file of files) await requireWhole(file);
  return { files, format, delimiter };
}

/**
 * What to write after FROM.
 *
 * @param types SQL types: of CSV, for the columns that are named; of JSON, where any is named, for exactly those.
 */
export function readFiles(
  { files, format, delimiter }: DuckDBFiles,
  types: Readonly<Record<string, string>> = {},
): string {
  const list = `[${files.map((file) => text(escapeGlob(file))).join(', ')}]`;
  const typed = Object.keys(types).length > 0;
  if (format === 'parquet') return `read_parquet(${list}, union_by_name=true)`;
  if (format === 'json') {
    return `read_json(${list}, union_by_name=true${typed ? `, columns=${typeMap(types)}` : ''})`;
  }
  const options = [
    'skip=0, auto_detect=true, union_by_name=true',
    ...(typed ? [`types=${typeMap(types)}`] : []),
  ];
  return csv(list, delimiter, options.join(', '));
}

/** One CSV file, as `readFiles` reads it but for what `options` of DuckDB's reader say. */
export function readCsv(file: string, delimiter: string, options: string): string {
  return csv(`[${text(escapeGlob(file))}]`, delimiter, options);
}

function csv(list: string, delimiter: string, options: string): string {
  const missing = `nullstr=[${MISSING_WORDS.map(text).join(', ')}]`;
  return `read_csv(${list}, header=true, ${options}, ${csvDialect(delimiter)}, ${missing})`;
}

/** One CSV file with so many columns, all text, without any guess: a reader that says where a file breaks off. */
export function readStrictly(file: string, delimiter: string, columns: number): string {
  const names = Array.from({ length: columns }, (_, index) => [`column${index}`, 'VARCHAR'] as const);
  const options = `auto_detect=false, header=true, columns=${typeMap(Object.fromEntries(names))}`;
  return `read_csv([${text(escapeGlob(file))}], ${options}, ${csvDialect(delimiter)})`;
}

function csvDialect(delimiter: string): string {
  return `delim=${text(delimiter)}, quote='"', escape='"', comment=''`;
}

/** The files of a path or a glob, by name. @throws DriftError `input_missing` where a glob matches none */
export async function expandPath(
  path: string,
  listGlob: (pattern: string) => Promise<string[]>,
): Promise<string[]> {
  const isGlob = /[*?[]/.test(path) && (await stat(path).catch(() => undefined)) === undefined;
  if (!isGlob) return [path];
  const matches = await listGlob(path);
  if (matches.length === 0)
    throw new DriftError('input_missing', 'matches no file; check the path', { file: path });
  return matches.sort();
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch((cause: unknown) => {
    const denied = (cause as NodeJS.ErrnoException).code === 'EACCES';
    throw denied
      ? new DriftError('input_unreadable', 'may not be read; check its permissions', { file, cause })
      : new DriftError('input_missing', 'there is no such file; check the path', { file, cause });
  });
  if (found.isDirectory()) {
    const example = `${file.replace(/\/+$/, '')}/*.parquet`;
    throw new DriftError('input_unreadable', `is a directory; name the files in it, for example ${example}`, {
      file,
    });
  }
  if (!found.isFile()) {
    throw new DriftError('input_unreadable', 'is no regular file; save what it gives as one first', { file });
  }
  if (found.size === 0) {
    throw new DriftError('input_empty', 'is empty; a file needs at least a header', { file });
  }
}

function formatOf(file: string): FileFormat {
  const extension = /\.([a-z]+)(\.gz|\.zst)?$/i.exec(basename(file))?.[1]?.toLowerCase() ?? '';
  const format = formats[extension];
  if (format === undefined) {
    const known = `known are .${Object.keys(formats).join(', .')}`;
    throw new DriftError('usage', `its name tells no format; ${known}, text also with .gz or .zst`, { file });
  }
  return format;
}

function typeMap(types: Readonly<Record<string, string>>): string {
  const entries = Object.entries(types).map(([name, type]) => `${text(name)}: ${text(type)}`);
  return `{${entries.join(', ')}}`;
}

/** A path that exists is read literally even where it contains wildcards. */
function escapeGlob(path: string): string {
  return path.replaceAll(/[*?[]/g, (wildcard) => `[${wildcard}]`);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
