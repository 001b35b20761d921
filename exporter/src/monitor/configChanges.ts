import { HIDDEN, Secret } from '../config/secret.js';

export interface ConfigChange {
  readonly key: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The keys in which two configurations differ, with what stood there and stands there now; of a secret only that it changed. */
export function configChanges(before: object, after: object): ConfigChange[] {
  const one = flat(before);
  const other = flat(after);
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((key) => comparable(one.get(key)) !== comparable(other.get(key)))
    .map((key) => ({ key, from: shown(one.get(key)), to: shown(other.get(key)) }));
}

function flat(value: unknown, key = '', found = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Secret) {
    if (value !== undefined) found.set(key, value);
    return found;
  }
  const entries = Object.entries(value);
  for (const [name, inner] of entries) {
    flat(inner, Array.isArray(value) ? `${key}[${name}]` : key === '' ? name : `${key}.${name}`, found);
  }
  return found;
}

function comparable(value: unknown): string | undefined {
  return value instanceof Secret ? `secret ${value.reveal()}` : JSON.stringify(value);
}

function shown(value: unknown): unknown {
  return value instanceof Secret ? HIDDEN : (value ?? null);
}
