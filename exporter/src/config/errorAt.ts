import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DriftError, type ErrorContext } from '../errors.js';
import { readDocument } from './document.js';
import { formatPath } from './keyPath.js';
import type { Config } from './schema.js';

/**
 * What turned out to be wrong with a key only once it was used, with its file, its line and the key. The line is that of the file as it
 * is by now.
 */
export async function errorAt(
  { folder, file }: Config,
  path: readonly PropertyKey[],
  message: string,
  context: ErrorContext = {},
): Promise<DriftError> {
  const bytes = await readFile(join(folder, file)).catch(() => undefined);
  const document = bytes === undefined ? undefined : readDocument(file, bytes);
  const error =
    document === undefined || Array.isArray(document)
      ? new DriftError('config_invalid', message, { file, key: formatPath(path) })
      : document.errorAt(path, message);
  return error.with(context);
}
