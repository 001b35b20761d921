import type { CategoricalDistribution } from '../../frames/distribution';
import { missingBar } from './binsPicture';
import { contributionOf, sumOf } from './contribution';
import type { Bar, BarsPicture, Sides } from './picture';

/** Bars of a categorical feature: those that changed most, and what stands for several. */
export function barsPicture(distribution: CategoricalDistribution, name: string, limit: number): BarsPicture {
  const { subject, finding, source, reference, current } = distribution;
  const rows = { reference: reference?.rows, current: current?.rows };
  const missing = { reference: reference?.missing, current: current?.missing };
  const shares = [reference, current].map((side) => side && new Map(side.cells.map((cell) => [cell.name, cell.share])));
  const names = new Set(shares.flatMap((side) => (side ? Array.from(side.keys()) : [])));
  const bars = Array.from(names, (category): Bar => {
    const [r, c] = shares.map((side) => side && (side.get(category) ?? 0));
    const cell = { reference: r, current: c };
    return { ...cell, name: category, role: roleOf(category), contribution: contributionOf(cell, rows) };
  }).filter((bar) => (bar.reference ?? 0) + (bar.current ?? 0) > 0);
  const drawnScore = sumOf(bars.map(({ contribution }) => contribution));
  const sorted = limitBars([...bars.sort(byChange), ...missingBar(missing)], limit);
  return { kind: 'bars', subject, name, finding, rows, missing, drawnScore, source, bars: sorted };
}

/** The exporter puts a category that is itself called so into quotes. */
function roleOf(category: string): Bar['role'] {
  return category === 'other' || category === 'unseen' ? category : 'category';
}

const ORDER: ReadonlyArray<Bar['role']> = ['cell', 'category', 'rest', 'other', 'unseen', 'missing'];

function byChange(a: Bar, b: Bar): number {
  const [one, other] = [changeOf(a), changeOf(b)];
  return (
    ORDER.indexOf(a.role) - ORDER.indexOf(b.role) ||
    other - one ||
    (b.reference ?? 0) - (a.reference ?? 0) ||
    (b.current ?? 0) - (a.current ?? 0) ||
    (a.name < b.name ? -1 : Number(a.name > b.name))
  );
}

/** By how much the share has changed; without a second side its size. */
function changeOf({ reference, current }: Sides): number {
  return Math.abs((current ?? 0) - (reference ?? 0));
}

/**
 * At most so many bars of categories; the rest are added up. A bar for one more category would take that category's place, so
 * there is none.
 */
export function limitBars(bars: readonly Bar[], limit: number): Bar[] {
  const single = bars.filter(({ role }) => role === 'category' || role === 'cell');
  const others = bars.filter(({ role }) => role !== 'category' && role !== 'cell' && role !== 'rest');
  const before = bars.filter(({ role }) => role === 'rest');
  const kept = Math.max(1, Math.floor(limit));
  const shown = single.length === kept + 1 && before.length === 0 ? kept + 1 : kept;
  const rest = [...single.slice(shown), ...before];
  return [...single.slice(0, shown), ...restBar(rest), ...others];
}

function restBar(bars: readonly Bar[]): Bar[] {
  if (bars.length === 0) {
    return [];
  }
  const add = (side: keyof Sides): number | undefined =>
    bars.every((bar) => bar[side] === undefined) ? undefined : bars.reduce((sum, bar) => sum + (bar[side] ?? 0), 0);
  const size = bars.reduce((sum, bar) => sum + (bar.count ?? 1), 0);
  return [
    {
      name: `${size.toLocaleString('en')} more`,
      role: 'rest',
      count: size,
      reference: add('reference'),
      current: add('current'),
      contribution: sumOf(bars.map(({ contribution }) => contribution)),
    },
  ];
}
