import type { CategoryCell, NumericCell, Side } from './distribution';
import type { CellReading } from './distributionReading';

/** Shares that miss 1 by no more are shares all the same: sums of rounded numbers. */
const ROUNDING = 1e-3;
/** Numbers that differ by no more, of their size, say the same. */
const SAME = 1e-9;

/** What was wrong with the numbers of one side, by how many cells. */
export interface Flaws {
  /** Given more than once, with different numbers: the larger is taken. */
  conflicting: number;
  /** Without width, or over others: left out. */
  overlapping: number;
  /** Below zero, or without a number: taken as empty. */
  invalid: number;
}

/** One side of a numeric distribution; undefined where it holds no values. */
export function numericSide(readings: readonly CellReading[], flaws: Flaws): Side<NumericCell> | undefined {
  const running = readings.filter(({ place }) => place.kind === 'upTo');
  const single = readings.filter(({ place }) => place.kind === 'between');
  const counts = running.length > single.length ? fromCumulative(running, flaws) : fromCells(single, flaws);
  const total = counts.reduce((sum, { amount }) => sum + amount, 0);
  if (!(total > 0) || !Number.isFinite(total)) {
    return undefined;
  }
  const cells = counts.map(({ lower, upper, amount }) => ({ lower, upper, share: amount / total }));
  return { cells, rows: rowsOf(readings, total), missing: undefined };
}

/** One side of a categorical distribution; undefined where it holds no values. */
export function categoricalSide(readings: readonly CellReading[], flaws: Flaws): Side<CategoryCell> | undefined {
  const amounts = new Map<string, number>();
  for (const { place, amount } of readings) {
    if (place.kind === 'category') {
      const value = valid(amount, flaws);
      amounts.set(place.name, larger(amounts.get(place.name), value, flaws));
    }
  }
  const total = Array.from(amounts.values()).reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0) || !Number.isFinite(total)) {
    return undefined;
  }
  const cells = Array.from(amounts, ([name, amount]) => ({ name, share: amount / total }));
  return { cells, rows: rowsOf(readings, total), missing: undefined };
}

interface Amount {
  readonly lower: number;
  readonly upper: number;
  readonly amount: number;
}

/** Without `+Inf`, a ratio leaves the rest of 1 for the last cell; counts end where they end. */
function fromCumulative(readings: readonly CellReading[], flaws: Flaws): Amount[] {
  const below = new Map<number, number>();
  for (const { place, amount } of readings) {
    if (place.kind === 'upTo' && amount !== null) {
      below.set(place.upper, larger(below.get(place.upper), valid(amount, flaws), flaws));
    }
  }
  const points = Array.from(below, ([upper, amount]) => ({ upper, amount })).sort((a, b) => a.upper - b.upper);
  const largest = points.reduce((max, { amount }) => Math.max(max, amount), 0);
  const isRatio = readings.every(({ counted }) => !counted) && largest <= 1 + ROUNDING;
  if (points.length > 0 && points.at(-1)?.upper !== Infinity) {
    points.push({ upper: Infinity, amount: isRatio ? Math.max(1, largest) : largest });
  }
  const amounts: Amount[] = [];
  let [lower, sum] = [-Infinity, 0];
  for (const { upper, amount } of points) {
    if (upper === -Infinity) {
      continue;
    }
    // an increase over a range is extrapolated by bucket, and may fall from one to the next
    const reached = Math.max(sum, amount);
    amounts.push({ lower, upper, amount: reached - sum });
    [lower, sum] = [upper, reached];
  }
  return amounts;
}

function fromCells(readings: readonly CellReading[], flaws: Flaws): Amount[] {
  const cells: Amount[] = [];
  for (const { place, amount } of readings) {
    if (place.kind === 'between' && !(Number.isNaN(place.lower) && Number.isNaN(place.upper))) {
      cells.push({ lower: place.lower, upper: place.upper, amount: valid(amount, flaws) });
    }
  }
  if (cells.every(({ upper }) => Number.isNaN(upper))) {
    const sorted = cells.sort((a, b) => a.lower - b.lower);
    return withoutGaps(
      sorted.map((cell, index) => ({
        ...cell,
        upper: sorted.find((next, at) => at > index && next.lower > cell.lower)?.lower ?? Infinity,
      })),
      flaws
    );
  }
  const known = cells
    .filter(({ upper }) => !Number.isNaN(upper))
    .sort((a, b) => a.upper - b.upper || a.lower - b.lower);
  flaws.overlapping += cells.length - known.length;
  if (looksCumulative(known)) {
    const running = known.map(({ upper, amount }) => ({ upper, amount }));
    return running.map(({ upper, amount }, index) => {
      const before = running[index - 1];
      return { lower: before?.upper ?? -Infinity, upper, amount: amount - (before?.amount ?? 0) };
    });
  }
  return withoutGaps(known, flaws);
}

/** Shares cannot add up to more than 1; those that ascend to 1 are shares up to their edge. */
function looksCumulative(cells: readonly Amount[]): boolean {
  const sum = cells.reduce((total, { amount }) => total + amount, 0);
  const last = cells.at(-1);
  return (
    last !== undefined &&
    last.upper === Infinity &&
    Math.abs(last.amount - 1) <= ROUNDING &&
    sum > 1 + ROUNDING &&
    cells.every(({ lower, upper, amount }, index) => {
      const before = cells[index - 1];
      return Number.isNaN(lower) && (before === undefined || (before.upper < upper && before.amount <= amount));
    })
  );
}

/** Cells by their upper edge, made to follow each other from -Infinity to Infinity. */
function withoutGaps(sorted: readonly Amount[], flaws: Flaws): Amount[] {
  const amounts: Amount[] = [];
  for (const { lower: given, upper, amount } of sorted) {
    const before = amounts.at(-1);
    const end = before?.upper ?? -Infinity;
    const lower = Number.isFinite(given) ? given : end;
    if (before && before.upper === upper && (before.lower === given || !Number.isFinite(given))) {
      amounts[amounts.length - 1] = { ...before, amount: larger(before.amount, amount, flaws) };
    } else if (lower < end || !(lower < upper)) {
      flaws.overlapping += 1;
    } else {
      if (lower > end) {
        amounts.push({ lower: end, upper: lower, amount: 0 });
      }
      amounts.push({ lower, upper, amount });
    }
  }
  const last = amounts.at(-1);
  if (last && last.upper !== Infinity) {
    amounts.push({ lower: last.upper, upper: Infinity, amount: 0 });
  }
  return amounts;
}

function valid(amount: number | null, flaws: Flaws): number {
  if (amount === null || amount < 0) {
    flaws.invalid += 1;
    return 0;
  }
  return amount;
}

function larger(known: number | undefined, amount: number, flaws: Flaws): number {
  if (known === undefined) {
    return amount;
  }
  if (Math.abs(known - amount) > SAME * Math.max(known, amount)) {
    flaws.conflicting += 1;
  }
  return Math.max(known, amount);
}

/** Counts for sure, or by their size: shares add up to 1, percentages to 100. */
function rowsOf(readings: readonly CellReading[], total: number): number | undefined {
  const isPercent = Math.abs(total - 100) <= 100 * ROUNDING;
  const isCount = readings.every(({ counted }) => counted) || (total > 1 + ROUNDING && !isPercent);
  return isCount ? total : undefined;
}
