/** The last item of each key: a statement that puts a row in place of another takes each row once. */
export function lastByKey<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Item[] {
  const last = new Map<string, Item>();
  for (const item of items) last.set(keyOf(item), item);
  return [...last.values()];
}
