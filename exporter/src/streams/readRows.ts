import { isUtf8 } from 'node:buffer';
import { DriftError } from '../errors.js';

/** `list`: a JSON array of objects; `lines`: one JSON object a line. */
export type RowFormat = 'list' | 'lines';

/**
 * The rows of a body, each as it was written.
 * @throws DriftError `request_invalid` naming the row or the line
 */
export function readRows(bytes: Uint8Array, format: RowFormat): unknown[] {
  if (!isUtf8(bytes)) throw invalid('body: expected UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  return format === 'lines' ? readLines(text) : readList(text);
}

function readLines(text: string): unknown[] {
  const rows: unknown[] = [];
  let line = 0;
  for (let start = 0; start < text.length;) {
    line++;
    const end = text.indexOf('\n', start);
    const one = text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
    if (one.trim() === '') continue;
    try {
      rows.push(JSON.parse(one));
    } catch {
      throw invalid(`body line ${line}: expected a JSON object${hint(one)}`);
    }
  }
  return rows;
}

function readList(text: string): unknown[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw invalid(brokenElement(text));
  }
  if (Array.isArray(list)) return list;
  throw invalid('body: expected a list of rows; lines of JSON are application/x-ndjson');
}

/** Where a list breaks: its first element that is no JSON by itself. */
function brokenElement(text: string): string {
  const open = text.search(/\S/);
  if (text[open] !== '[') return 'body: expected a JSON list of rows';
  let depth = 0;
  let start = open + 1;
  let row = 0;
  for (let index = open; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if ((depth === 1 && character === ',') || depth === 0) {
      const element = text.slice(start, index);
      if (!isJson(element))
        return `body ${placeOf(text, start, row)}: expected a JSON object${hint(element)}`;
      if (depth === 0) return `body ${placeOf(text, index + 1, row)}: expected nothing after the list`;
      start = index + 1;
      row++;
    }
  }
  return `body ${placeOf(text, start, row)}: the list ends too early`;
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') return index;
  }
  return text.length;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Rows are counted from 0, as in answers; lines from 1, as in editors. */
function placeOf(text: string, position: number, row: number): string {
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < position; index = text.indexOf('\n', index + 1))
    line++;
  return `row ${row} (line ${line})`;
}

function hint(text: string): string {
  return /\b(NaN|Infinity)\b/.test(text) ? '; NaN and Infinity are no JSON, send null' : '';
}

function invalid(message: string): DriftError {
  return new DriftError('request_invalid', message);
}
