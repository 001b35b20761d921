import { usesEnvironment } from './environment.js';
import { formatPath } from './keyPath.js';
import { isPlaceholder } from './placeholder.js';
import { Secret } from './secret.js';

/**
 * The keys whose secret stands in the file as it is, rather than in a variable or in a file of its own.
 * @param config what became of the file
 * @param written the file's data before variables were filled in
 */
export function plainSecrets(config: unknown, written: unknown, path: readonly PropertyKey[] = []): string[] {
  if (config instanceof Secret) {
    const exposed = typeof written === 'string' && !usesEnvironment(written) && !isPlaceholder(written);
    return exposed && holdsSecret(written) ? [formatPath(path)] : [];
  }
  if (typeof config !== 'object' || config === null) {
    return [];
  }
  const entries = typeof written === 'object' && written !== null ? written : {};
  return Object.entries(config).flatMap(([key, value]) =>
    plainSecrets(value, Object.hasOwn(entries, key) ? (entries as Record<string, unknown>)[key] : undefined, [
      ...path,
      Array.isArray(config) ? Number(key) : key,
    ]),
  );
}

/** Of an address of a database only its password is secret. */
function holdsSecret(written: string): boolean {
  return !/^postgres(ql)?:/.test(written) || (URL.canParse(written) && new URL(written).password !== '');
}
