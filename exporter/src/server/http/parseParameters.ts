import type { z } from 'zod';
import { explain } from '../../config/issues.js';
import { formatPath } from '../../config/keyPath.js';
import { DriftError } from '../../errors.js';

/**
 * Validated parameters of a request.
 * @throws DriftError `request_invalid` with every problem, by parameter
 */
export function parseParameters<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  what: 'parameter' | 'header' = 'parameter',
): z.output<Schema> {
  const plain = { ...(given as Record<string, unknown>) };
  const result = schema.safeParse(plain);
  if (result.success) return result.data;
  const problems = explain(result.error.issues, plain).map(
    // a route without parameters knows no key that could be suggested
    ({ path, message }) => `${what} ${formatPath(path)}: ${message.replace(/, expected $/, '')}`,
  );
  throw new DriftError('request_invalid', problems.join('; '));
}
