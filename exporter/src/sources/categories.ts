import type { CategoricalCells, CategoryCount } from './source.js';

/** The cell of a category: its own, else `other`, else `unseen`. */
export function cellLookup({ categories, others, complete }: CategoricalCells): (value: string) => number {
  const own = new Map(categories.map((name, index) => [name, index]));
  const known = new Set(others);
  return (value) => own.get(value) ?? categories.length + (!complete || known.has(value) ? 0 : 1);
}

/** The first so many by count, descending, then by name in code-point order. */
export function mostFrequent(categories: readonly CategoryCount[], most: number): CategoryCount[] {
  // UTF-8 orders by code points, UTF-16 does not
  const byName = (a: CategoryCount, b: CategoryCount): number =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
  return [...categories].sort((a, b) => b.count - a.count || byName(a, b)).slice(0, most);
}
