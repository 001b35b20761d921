import { DriftError } from '../errors.js';
import type { Scratch } from './scratch.js';

/** SQL of the configuration that a file cannot be read with. */
export class ExpressionError extends DriftError {
  /** @param path of the key within the section `ingest` */
  constructor(
    readonly path: readonly PropertyKey[],
    detail: string,
    cause?: unknown,
  ) {
    super('config_invalid', detail, { cause });
  }
}

/**
 * The type of an expression over a relation.
 * @param path of its key within the section `ingest`
 * @throws ExpressionError where it is none
 */
export async function typeOfExpression(
  scratch: Scratch,
  expression: string,
  relation: string,
  path: readonly PropertyKey[],
): Promise<string> {
  try {
    const [[, type] = []] = await scratch.query(`DESCRIBE SELECT ${expression} AS value FROM ${relation}`);
    return String(type);
  } catch (error) {
    throw error instanceof DriftError ? new ExpressionError(path, error.detail, error) : error;
  }
}
