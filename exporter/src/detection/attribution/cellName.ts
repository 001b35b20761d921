import { justBelow, type CategoricalGrid, type Grid, type NumericGrid } from '../../profile/grid.js';

/** Which values of a feature a cell holds. */
export type CellName = { readonly text: string } & (
  | { readonly kind: 'interval'; readonly lower?: number; readonly upper?: number }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'other' | 'unseen' | 'missing' }
);

const missing: CellName = { kind: 'missing', text: 'missing' };

const known = new WeakMap<Grid, readonly CellName[]>();

/** The names of a feature's PSI cells in their order, and last that of the rows without a value: written once for each grid. */
export function cellNames(grid: Grid): readonly CellName[] {
  let names = known.get(grid);
  if (names === undefined) {
    names = [...(grid.kind === 'numeric' ? intervals(grid) : categories(grid)), missing];
    known.set(grid, names);
  }
  return names;
}

function intervals({ edges, psiEdges, distinct }: NumericGrid): CellName[] {
  const ends = Array.from(psiEdges, (edge) => edges[edge] as number);
  if (ends.length === 0) return [{ kind: 'interval', text: 'any value' }];
  const bounds = [undefined, ...ends].map((lower, cell) => boundsOf(lower, ends[cell], distinct));
  const write = writer(
    new Set(bounds.flatMap(({ from, to }) => [from, to].filter((end) => end !== undefined))),
  );
  return [undefined, ...ends].map((lower, cell) => {
    const upper = ends[cell];
    const { from, to } = bounds[cell] ?? {};
    return {
      kind: 'interval',
      ...(lower === undefined ? {} : { lower }),
      ...(upper === undefined ? {} : { upper }),
      text: intervalText(lower === undefined ? undefined : from, upper === undefined ? undefined : to, write),
    };
  });
}

/** The reference's own lowest and highest value in a cell say more than edges, where all its values are known. */
function boundsOf(
  lower: number | undefined,
  upper: number | undefined,
  distinct: Float64Array | undefined,
): { readonly from: number | undefined; readonly to: number | undefined } {
  if (lower === undefined || upper === undefined) return { from: lower, to: upper };
  // an edge just below a value gives it a cell of its own
  if (justBelow(upper) === lower) return { from: upper, to: upper };
  const inside = distinct?.filter((value) => value > lower && value <= upper) ?? [];
  return { from: inside[0] ?? lower, to: inside.at(-1) ?? upper };
}

function intervalText(
  from: number | undefined,
  to: number | undefined,
  write: (value: number) => string,
): string {
  if (from === undefined) return `up to ${write(to ?? 0)}`;
  if (to === undefined) return `above ${write(from)}`;
  return from === to ? write(from) : `${write(from)} to ${write(to)}`;
}

/** Writes with three significant digits, or as many as tell all ends of cells apart. */
function writer(ends: ReadonlySet<number>): (value: number) => string {
  for (let digits = 3; digits <= 17; digits++) {
    const write = (value: number): string => String(Number(value.toPrecision(digits)));
    if (new Set(Array.from(ends, write)).size === ends.size) return write;
  }
  return String;
}

function categories(grid: CategoricalGrid): CellName[] {
  return [
    ...grid.categories.map((category): CellName => {
      return { kind: 'category', category, text: JSON.stringify(category) };
    }),
    { kind: 'other', text: 'other categories' },
    { kind: 'unseen', text: 'unseen categories' },
  ];
}
