import { DriftError } from '../../errors.js';

/**
 * The promise's value, if it comes within so many milliseconds. What it stands for is not stopped.
 * @throws DriftError `request_timeout`
 */
export async function withDeadline<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  message = `no answer within ${milliseconds / 1000} s`,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DriftError('request_timeout', message)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
