/** Features that one query reads: their columns are unnested, and each row becomes so many. */
const MOST_FEATURES = 25;
/** Trino takes a million characters of a query by default. */
const MOST_CHARACTERS = 800_000;

/** Items in batches that one query can hold. */
export function queryBatches<Item>(items: readonly Item[], length: (item: Item) => number): Item[][] {
  const batches: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const needed = length(item);
    const last = batches.at(-1);
    if (last !== undefined && last.length < MOST_FEATURES && needed <= room) {
      last.push(item);
      room -= needed;
    } else {
      batches.push([item]);
      room = MOST_CHARACTERS - needed;
    }
  }
  return batches;
}

/** Each row once for each item: its number as `feature`, and the columns that belong to it. */
export function unnest(
  items: readonly unknown[],
  columns: Readonly<Record<string, readonly string[]>>,
): string {
  const names = ['feature', ...Object.keys(columns)];
  const lists = [items.map((_, index) => String(index)), ...Object.values(columns)];
  const arrays = lists.map((list) => `ARRAY[${list.join(', ')}]`);
  return `CROSS JOIN UNNEST(${arrays.join(', ')}) AS item (${names.join(', ')})`;
}
