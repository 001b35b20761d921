import { DriftError, type ErrorCode, type ErrorContext } from '../errors.js';

type Match = RegExpMatchArray;

/** What DuckDB says, and what we say instead. */
interface Rule {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly say: (match: Match) => string;
  /** Number of the group that holds the column. */
  readonly column?: number;
}

const MEND = 'mend the value, or exclude the column';

/** The first that matches holds. */
const rules: readonly Rule[] = [
  {
    pattern: /^INTERRUPT Error/,
    code: 'interrupted',
    say: () => 'the query was interrupted',
  },
  {
    pattern: /converting column "(.*?)"\. Could not convert string "([^]*?)" to '([^']+)'/,
    code: 'column_type',
    say: ([, , value, type]) => notA(value, type),
    column: 1,
  },
  {
    pattern: /Could not convert string '([^]*?)' to (\w+)(?: when casting from source column (.+))?/,
    code: 'column_type',
    say: ([, value, type]) => notA(value, type),
    column: 3,
  },
  {
    pattern: /invalid timestamp field format: "([^]*?)"/,
    code: 'column_type',
    say: ([, value]) => notA(value, 'TIMESTAMP'),
  },
  {
    pattern: /ENOSPC|EDQUOT|EFBIG|No space left/,
    code: 'source_failed',
    say: () => 'the temporary folder is full; free space in it, or name another by TMPDIR',
  },
  {
    pattern: /not utf-8 encoded|Invalid unicode|invalid UTF-?8/i,
    code: 'input_malformed',
    say: () => 'is not UTF-8; convert it, for example with iconv',
  },
  {
    pattern: /Expected Number of Columns: (\d+) Found: (\d+)/,
    code: 'input_malformed',
    say: ([, header, found]) => `has ${found} fields where the header has ${header}; mend the line`,
  },
  {
    pattern: /unterminated quote|Value with unterminated quote/i,
    code: 'input_malformed',
    say: () => 'a quote is opened here and never closed; mend the line',
  },
  {
    pattern:
      /No magic bytes|too small to be a Parquet|Snappy|thrift|TProtocol|Parquet file|ZSTD Decompression/i,
    code: 'input_malformed',
    say: () => 'is no Parquet file, or a damaged one; write it again',
  },
  {
    pattern: /not a GZIP stream/i,
    code: 'input_malformed',
    say: () => 'is not compressed by gzip, as its name says; rename it',
  },
  {
    pattern: /Malformed JSON in file .*?: (.*?)\.?(?: Try auto-detecting.*)?$/m,
    code: 'input_malformed',
    say: ([, problem = '']) => `is not one JSON object a line: ${problem.replace(/[. ]+$/, '')}`,
  },
  {
    pattern: /JSON transform error in file .*?, in (?:line|record\/value) \d+: (.*)/,
    code: 'input_malformed',
    say: ([, problem]) => `cannot be read: ${lowerFirst(problem ?? '')}`,
  },
  {
    pattern: /CSV Error|sniffing file|CSV Parser state/i,
    code: 'input_malformed',
    say: () => 'is no readable CSV; check its quotes and its delimiter',
  },
  {
    pattern:
      /column "([^"]+)" not found|column named "?([^"\n]+?)"? (?:not found|does not exist)|column "([^"]+)" does not exist/i,
    code: 'column_missing',
    say: ([, one, two, three]) => `there is no column ${JSON.stringify(one ?? two ?? three)}; check its name`,
  },
  {
    pattern: /Table with name (\S+) does not exist/,
    code: 'input_missing',
    say: ([, name]) => `there is no table ${JSON.stringify(name)}; check its name`,
  },
  {
    pattern: /No files found that match the pattern "(.*)"/,
    code: 'input_missing',
    say: ([, pattern]) => `no file matches ${pattern}; check the path`,
  },
  {
    pattern: /Parser Error: (.*)/,
    code: 'config_invalid',
    say: ([, problem = '']) => `the expression or query is no SQL: ${lowerFirst(problem)}`,
  },
  {
    pattern: /Permission denied/,
    code: 'input_unreadable',
    say: () => 'may not be read; check its permissions',
  },
];

/** What DuckDB says of bad input, in our words: which file, which line, which column, and what to do. */
export function duckdbError(cause: unknown, context: ErrorContext): DriftError {
  // a file says better where than the name of the source that reads it
  if (cause instanceof DriftError) return cause.context.file === undefined ? cause.with(context) : cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const place = { ...placeOf(message, context), cause };
  for (const { pattern, code, say, column } of rules) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const feature = column === undefined ? undefined : match[column];
    return new DriftError(code, say(match), feature === undefined ? place : { ...place, feature });
  }
  return new DriftError('source_failed', firstSentence(message), place);
}

function placeOf(message: string, { source, ...context }: ErrorContext): ErrorContext {
  const file =
    / {2}file = (.+?)\n/.exec(message)?.[1] ?? /in file "(.+?)"/.exec(message)?.[1] ?? context.file;
  const line = lineOf(message);
  return {
    ...context,
    ...(file === undefined ? (source === undefined ? {} : { source }) : { file }),
    ...(line === undefined ? {} : { line }),
  };
}

function lineOf(message: string): number | undefined {
  const csv = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (csv !== undefined) return Number(csv);
  // malformed JSON is counted from one line too far
  const malformed = /Malformed JSON in file .* in (?:line|record\/value) (\d+)/.exec(message)?.[1];
  if (malformed !== undefined) return Math.max(1, Number(malformed) - 1);
  const line = /in line (\d+)/.exec(message)?.[1];
  return line === undefined ? undefined : Number(line);
}

/** `"old" is not a number; …` */
function notA(value = '', type = ''): string {
  const short = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  const hint =
    isNumeric(type) && /^-?\d+,\d+$/.test(value) ? 'write a decimal point, or exclude the column' : MEND;
  return `${JSON.stringify(short)} is not a ${kindOf(type)}; ${hint}`;
}

function kindOf(type: string): string {
  if (isNumeric(type)) return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  return type === 'VARCHAR' ? 'text' : type.toLowerCase();
}

function isNumeric(type: string): boolean {
  return /^(DOUBLE|FLOAT|DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT(EGER|\d+)?)/.test(type);
}

function firstSentence(message: string): string {
  const [line = ''] = message.replace(/^[A-Z][\w ]*Error: /, '').split('\n');
  return lowerFirst(line).replace(/[.!]$/, '');
}

/** A lower-case beginning, unless it begins with an abbreviation. */
function lowerFirst(text: string): string {
  return /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
