/** A map as a person wrote it, of any keys. */
export type Written = Readonly<Record<string, unknown>>;

/** A known key with nothing after it counts as absent. */
export const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** What is no map has no keys; the schema reports its shape. */
export const mapOf = (value: unknown): Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Written) : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
