/** A row as it was sent. */
export type Row = Readonly<Record<string, unknown>>;

/** JSON knows no `constructor`, but every object has one. */
export function ownValue(row: Row, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

/** What a value is; never the value itself, which is a row's. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : 'a flag';
}
