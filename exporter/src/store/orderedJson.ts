/** JSON with the keys of objects in order, however deep: databases keep none. Equal contents give equal texts. */
export function orderedJson(value: unknown): string {
  return JSON.stringify(value, ordered) ?? '';
}

function ordered(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
