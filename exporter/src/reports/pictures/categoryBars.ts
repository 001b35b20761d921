import type { CategoricalGrid } from '../../profile/grid.js';
import { presentRows, type Profile } from '../../profile/profile.js';
import type { CategoryCount } from '../../sources/source.js';
import { contribution, share } from './contribution.js';
import type { Shares } from './numericBins.js';

/** One bar: a category, or what stands for several. */
export interface CategoryBar extends Shares {
  readonly name: string;
  readonly role: 'category' | 'rest' | 'other' | 'unseen' | 'missing';
  readonly psi: number;
}

/** A categorical feature on both sides, ready to draw. */
export interface CategoryBars {
  readonly kind: 'categorical';
  /** Categories by change, largest first, then what stands for several of them. */
  readonly bars: readonly CategoryBar[];
  /** Rows with a value. */
  readonly rows: Shares;
}

/**
 * The categories whose share has changed most, at most `limit`, and bars for the rest, for the reference's rarer
 * categories (`other`), for values that the reference does not have (`unseen`) and for missing ones, where there are any.
 *
 * @param unseen the new categories that are known by name, each of which is a cell of PSI
 */
export function categoryBars(
  grid: CategoricalGrid,
  reference: Profile,
  current: Profile,
  limit: number,
  unseen: readonly CategoryCount[] = [],
): CategoryBars {
  const rows = { reference: presentRows(reference), current: presentRows(current) };
  const bar = (index: number, name: string, role: CategoryBar['role']): CategoryBar => {
    const cell = { reference: reference.counts[index] ?? 0, current: current.counts[index] ?? 0 };
    return {
      name,
      role,
      reference: share(cell.reference, rows.reference),
      current: share(cell.current, rows.current),
      psi: contribution(cell, rows),
    };
  };
  const categories = grid.categories
    .map((name, index) => bar(index, name, 'category'))
    .sort((a, b) => change(b) - change(a) || b.reference - a.reference);
  const size = grid.categories.length;
  const others =
    grid.others.length === 0
      ? 'rarer categories'
      : `${grid.others.length.toLocaleString('en')} rarer categories`;
  const missing: CategoryBar = {
    name: 'missing',
    role: 'missing',
    reference: share(reference.missing, reference.rows),
    current: share(current.missing, current.rows),
    psi: 0,
  };
  // One category too many is shown: a bar for "1 more" takes the same place.
  const shown = categories.length === limit + 1 ? limit + 1 : limit;
  const novel = bar(size + 1, 'new categories', 'unseen');
  const unnamed = (current.counts[size + 1] ?? 0) - unseen.reduce((sum, { count }) => sum + count, 0);
  const novelCells = [
    { reference: reference.counts[size + 1] ?? 0, current: unnamed },
    ...unseen.map(({ count }) => ({ reference: 0, current: count })),
  ];
  const novelPsi = novelCells.reduce((sum, cell) => sum + contribution(cell, rows), 0);
  const summed = [bar(size, others, 'other'), { ...novel, psi: novelPsi }, missing];
  return {
    kind: 'categorical',
    bars: [
      ...categories.slice(0, shown),
      ...rest(categories.slice(shown)),
      ...summed.filter((one) => one.reference > 0 || one.current > 0),
    ],
    rows,
  };
}

function change({ reference, current }: Shares): number {
  return Math.abs(current - reference);
}

function rest(bars: readonly CategoryBar[]): CategoryBar[] {
  if (bars.length === 0) return [];
  const sum = (key: 'reference' | 'current' | 'psi'): number =>
    bars.reduce((total, bar) => total + bar[key], 0);
  const name = `${bars.length.toLocaleString('en')} more`;
  return [{ name, role: 'rest', reference: sum('reference'), current: sum('current'), psi: sum('psi') }];
}
