import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DriftError } from '../errors.js';

export type FileFormat = 'parquet' | 'csv' | 'json';

const DELIMITERS = [',', '\t', ';', '|'];
/** A header is no longer than this. */
const BEGINNING = 1 << 20;

/** Fails where the first bytes tell another format than the file's name. */
export async function requireSignature(file: string, format: FileFormat): Promise<void> {
  const bytes = await beginning(file, 64, false);
  const other = otherFormat(bytes, file, format);
  if (other !== undefined) throw new DriftError('input_malformed', other, { file });
}

function otherFormat(bytes: Buffer, file: string, format: FileFormat): string | undefined {
  const text = bytes.toString('latin1').replace(/^ï»¿/, '').trimStart();
  const isParquet = text.startsWith('PAR1');
  if (format === 'parquet') return isParquet ? undefined : `is no Parquet file${guess(text)}`;
  if (isParquet) return 'is a Parquet file; name it .parquet';
  if (text.startsWith('PK\x03\x04')) return 'is a zip archive or a spreadsheet; save the sheet as CSV';
  if (text.startsWith('\x1f\x8b') && !/\.gz$/i.test(file))
    return 'is compressed by gzip; let its name end in .gz';
  if (/^(ÿþ|þÿ)/.test(text)) return 'is UTF-16, not UTF-8; convert it, for example with iconv';
  return format === 'csv' && /^[{[]\s*[{"]/.test(text)
    ? 'holds JSON, not CSV; name it .ndjson or .json'
    : undefined;
}

function guess(text: string): string {
  if (text.startsWith('{') || text.startsWith('[{')) return ', it holds JSON; name it .ndjson or .json';
  return /^[\x20-\x7e]+[\r\n]/.test(text)
    ? ', it holds text; if that is CSV, name it .csv'
    : ', or a damaged one';
}

/** The delimiter that the header of a CSV file holds most of, outside quotes. */
export async function delimiterOf(file: string): Promise<string> {
  const header = await headerOf(file);
  // without a zstd decoder, the name has to tell
  if (header === undefined) return /\.tsv\./i.test(file) ? '\t' : ',';
  const counts = DELIMITERS.map((delimiter) => fieldsIn(header, delimiter));
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Fields of a header line. */
export function fieldsIn(header: string, delimiter: string): number {
  return header.replaceAll(/"[^"]*"/g, '').split(delimiter).length;
}

/** The first line; undefined where the file is compressed in a way that cannot be read here. */
export async function headerOf(file: string): Promise<string | undefined> {
  if (/\.zst$/i.test(file)) return undefined;
  const bytes = await beginning(file, BEGINNING, /\.gz$/i.test(file));
  return bytes.toString('utf8').split(/\r\n|\r|\n/, 1)[0] ?? '';
}

/** Up to `length` first bytes, to the end of the first line at least where there is one. */
async function beginning(file: string, length: number, compressed: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let held = 0;
  const collect = async (stream: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of stream) {
      chunks.push(chunk);
      held += chunk.length;
      if (held >= length || chunk.includes('\n')) return;
    }
  };
  try {
    const stream = createReadStream(file, { end: length - 1 });
    await (compressed ? pipeline(stream, createGunzip(), collect) : pipeline(stream, collect));
  } catch (cause) {
    // a stream that is left early, or a beginning that breaks off within a compressed block
    if (held === 0) throw unreadable(file, cause);
  }
  return Buffer.concat(chunks).subarray(0, length);
}

function unreadable(file: string, cause: unknown): DriftError {
  const { code } = cause as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM'
    ? new DriftError('input_unreadable', 'may not be read; check its permissions', { file, cause })
    : code?.startsWith('Z_') === true
      ? new DriftError('input_malformed', 'is not compressed by gzip, as its name says; rename it', {
          file,
          cause,
        })
      : new DriftError('input_unreadable', 'cannot be read', { file, cause });
}
