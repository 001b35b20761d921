import type { z } from 'zod';
import { explain } from '../../config/issues.js';
import { formatPath } from '../../config/keyPath.js';
import { DriftError } from '../../errors.js';
import type { RequestBody } from './route.js';

/**
 * The validated body of a request.
 * @throws DriftError `request_invalid` with every problem, by key
 */
export function parseBody<Schema extends z.ZodType>(
  { schema, type, optional = false }: RequestBody<Schema>,
  bytes: Uint8Array,
): z.output<Schema> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  const given = optional && text.trim() === '' ? {} : type === 'form' ? formOf(text) : jsonOf(text);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = explain(result.error.issues, given).map(
    ({ path, message }) => `body${path.length === 0 ? '' : ` ${formatPath(path)}`}: ${message}`,
  );
  throw new DriftError('request_invalid', problems.join('; '));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new DriftError('request_invalid', 'body: expected JSON', { cause });
  }
}

function formOf(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}
