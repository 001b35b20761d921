import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DriftError } from '../errors.js';

type Format = 'parquet' | 'csv' | 'json';

const formats: Readonly<Record<string, Format>> = {
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
const DELIMITERS = [',', '\t', ';', '|'];

export interface DuckDBFiles {
  /** A FROM clause. */
  readonly from: string;
  /** Text is parsed once into a table; Parquet is read where it lies. */
  readonly text: boolean;
}

/**
 * Turns paths and globs into a FROM clause for DuckDB. Fails, naming the file, where it is missing, empty, a
 * directory, or of a format that its name does not tell.
 *
 * @param listGlob expands a glob pattern.
 * @param columnTypes SQL types that a text file's columns are read as, by name.
 */
export async function duckdbFiles(
  paths: readonly string[],
  columnTypes: Readonly<Record<string, string>>,
  listGlob: (pattern: string) => Promise<string[]>,
): Promise<DuckDBFiles> {
  const files = (await Promise.all(paths.map((path) => expand(path, listGlob)))).flat();
  const [first] = files;
  if (first === undefined) throw new DriftError('usage', 'no file is named');
  for (const file of files) await requireContent(file);
  const format = formatOf(first);
  const other = files.find((file) => formatOf(file) !== format);
  if (other !== undefined) {
    throw new DriftError('usage', `is not of the same format as ${basename(first)}; read them apart`, {
      file: other,
    });
  }
  const list = `[${files.map((file) => text(escapeGlob(file))).join(', ')}]`;
  if (format === 'parquet') return { from: `read_parquet(${list}, union_by_name=true)`, text: false };
  if (format === 'json') return { from: `read_json_auto(${list}, union_by_name=true)`, text: true };
  const options = [
    'header=true, skip=0, auto_detect=true, union_by_name=true',
    `delim=${text(await delimiterOf(first))}, quote='"', escape='"', comment=''`,
    `nullstr=[${MISSING_WORDS.map(text).join(', ')}]`,
    `types=${typeMap(columnTypes)}`,
  ].filter((option) => !option.endsWith('={}'));
  return { from: `read_csv(${list}, ${options.join(', ')})`, text: true };
}

async function expand(path: string, listGlob: (pattern: string) => Promise<string[]>): Promise<string[]> {
  const isGlob = /[*?[]/.test(path) && (await stat(path).catch(() => undefined)) === undefined;
  if (!isGlob) return [path];
  const matches = await listGlob(path);
  if (matches.length === 0) throw new DriftError('input_missing', 'matches no file', { file: path });
  return matches.sort();
}

async function requireContent(file: string): Promise<void> {
  const found = await stat(file).catch((cause: unknown) => {
    const denied = (cause as NodeJS.ErrnoException).code === 'EACCES';
    throw denied
      ? new DriftError('input_unreadable', 'may not be read; check its permissions', { file, cause })
      : new DriftError('input_missing', 'there is no such file', { file, cause });
  });
  if (found.isDirectory()) {
    throw new DriftError(
      'input_unreadable',
      'is a directory; name the files in it, for example with *.parquet',
      {
        file,
      },
    );
  }
  if (found.isFile() && found.size === 0) {
    throw new DriftError('input_empty', 'is empty; a file needs at least a header', { file });
  }
}

function formatOf(file: string): Format {
  const extension = /\.([a-z]+)(\.gz|\.zst)?$/i.exec(basename(file))?.[1]?.toLowerCase() ?? '';
  const format = formats[extension];
  if (format === undefined) {
    throw new DriftError('usage', `is of no known format; known are .${Object.keys(formats).join(', .')}`, {
      file,
    });
  }
  return format;
}

/** The delimiter that the header holds most of, outside quotes. */
async function delimiterOf(file: string): Promise<string> {
  if (/\.(gz|zst)$/i.test(file)) return /\.tsv\./i.test(file) ? '\t' : ',';
  const header = (await firstLine(file)).replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

async function firstLine(file: string): Promise<string> {
  let line = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', end: 1 << 20 })) {
    line += chunk as string;
    if (line.includes('\n')) break;
  }
  return line.split('\n', 1)[0] ?? '';
}

function typeMap(columnTypes: Readonly<Record<string, string>>): string {
  const entries = Object.entries(columnTypes).map(([name, type]) => `${text(name)}: ${text(type)}`);
  return `{${entries.join(', ')}}`;
}

/** A path that exists is read literally even where it contains wildcards. */
function escapeGlob(path: string): string {
  return path.replaceAll(/[*?[]/g, (wildcard) => `[${wildcard}]`);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
