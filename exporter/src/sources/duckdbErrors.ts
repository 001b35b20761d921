import { DriftError, type ErrorContext } from '../errors.js';

/** What DuckDB says of bad input, in our words: which file, which line, which column, and what to do. */
export function duckdbError(cause: unknown, context: ErrorContext): DriftError {
  if (cause instanceof DriftError) return cause.with(context);
  const message = cause instanceof Error ? cause.message : String(cause);
  const file = /file = (.+?)\n/.exec(message)?.[1] ?? /in file "(.+?)"/.exec(message)?.[1] ?? context.file;
  const line = /(?:CSV Error on Line: |in line )(\d+)/.exec(message)?.[1];
  const place: ErrorContext = {
    ...context,
    cause,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
  const conversion =
    /converting column "(.*?)"\. Could not convert string "([^]*?)"? to '(\w+)'/.exec(message) ?? undefined;
  if (conversion !== undefined) {
    const [, column, value, type] = conversion;
    const kind =
      type === 'VARCHAR' ? 'text' : type === 'BOOLEAN' ? 'boolean' : isNumeric(type) ? 'number' : type;
    return new DriftError(
      'column_type',
      `${JSON.stringify(value)} is no ${kind}; mend the value, or exclude the column`,
      column === undefined ? place : { ...place, feature: column },
    );
  }
  if (/not utf-8|Invalid unicode|UTF-?8/i.test(message)) {
    return new DriftError('input_malformed', 'is not UTF-8; convert it, for example with iconv', place);
  }
  const ragged = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (ragged !== null) {
    return new DriftError(
      'input_malformed',
      `has ${ragged[2]} fields where the header has ${ragged[1]}`,
      place,
    );
  }
  if (/No magic bytes|too small to be a Parquet|Snappy|thrift|TProtocol/i.test(message)) {
    return new DriftError('input_malformed', 'is no Parquet file, or a damaged one', place);
  }
  if (/Malformed JSON/i.test(message)) {
    return new DriftError('input_malformed', 'is not one JSON object a line', place);
  }
  if (/CSV Error|sniffing file/i.test(message)) {
    return new DriftError('input_malformed', `is no readable CSV: ${firstSentence(message)}`, place);
  }
  const column = /column "([^"]+)" not found|column named "?([^"\n]+?)"? (?:not found|does not exist)/i.exec(
    message,
  );
  if (column !== null) {
    return new DriftError(
      'column_missing',
      `there is no column ${JSON.stringify(column[1] ?? column[2])}`,
      place,
    );
  }
  return new DriftError('source_failed', firstSentence(message), place);
}

function isNumeric(type: string | undefined): boolean {
  return /^(DOUBLE|FLOAT|DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)/.test(type ?? '');
}

function firstSentence(message: string): string {
  const [line = ''] = message.replace(/^[A-Z][\w ]*Error: /, '').split('\n');
  return (line.charAt(0).toLowerCase() + line.slice(1)).replace(/[.!]$/, '');
}
