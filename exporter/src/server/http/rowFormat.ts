import type { IncomingHttpHeaders } from 'node:http';
import type { RowFormat } from '../../streams/readRows.js';

const formats: Readonly<Record<string, RowFormat>> = {
  '': 'list',
  'application/json': 'list',
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
};

/** How a body's rows are written; undefined where its content type does not say. */
export function rowFormat(headers: IncomingHttpHeaders): RowFormat | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return Object.hasOwn(formats, type) ? formats[type] : undefined;
}
