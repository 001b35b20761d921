/** So many blocks of one size, oldest first: the sum of each, and Σ (value − mean)² within it. */
export interface BlockRow {
  readonly totals: number[];
  readonly squares: number[];
}

/**
 * A window of values that is kept as blocks of 1, 2, 4, … values, a few of each size: exact in its total, and logarithmic in
 * memory (Datar et al. 2002, https://doi.org/10.1137/S0097539701398363).
 */
export interface ExponentialHistogram {
  /** Values in the window. */
  width: number;
  total: number;
  /** Σ (value − mean)² over the window. */
  squares: number;
  /** `rows[i]` holds blocks of 2^i values. */
  readonly rows: BlockRow[];
}

/** Takes one more value; where a size then has more than `perRow` blocks, its two oldest become one of the next size. */
export function insertValue(window: ExponentialHistogram, value: number, perRow: number): void {
  push(rowAt(window, 0), value, 0);
  window.width += 1;
  const { width, total } = window;
  if (width > 1) {
    const deviation = value - total / (width - 1);
    window.squares += ((width - 1) * deviation * deviation) / width;
  }
  window.total += value;
  for (let index = 0, size = 1; rowAt(window, index).totals.length > perRow; index++, size *= 2) {
    const { totals, squares } = rowAt(window, index);
    const first = totals.shift() ?? 0;
    const second = totals.shift() ?? 0;
    const within = (squares.shift() ?? 0) + (squares.shift() ?? 0);
    const gap = first / size - second / size;
    const between = (size * size * gap * gap) / (size + size);
    push(rowAt(window, index + 1), first + second, within + between);
  }
}

/** Forgets the oldest block. There must be another. */
export function dropOldest(window: ExponentialHistogram): void {
  const last = window.rows.length - 1;
  const size = 2 ** last;
  const { totals, squares } = rowAt(window, last);
  const total = totals.shift() ?? 0;
  const within = squares.shift() ?? 0;
  window.width -= size;
  window.total -= total;
  const gap = total / size - window.total / window.width;
  window.squares -= within + (size * window.width * gap * gap) / (size + window.width);
  if (totals.length === 0) window.rows.pop();
}

function push({ totals, squares }: BlockRow, total: number, within: number): void {
  totals.push(total);
  squares.push(within);
}

function rowAt({ rows }: ExponentialHistogram, index: number): BlockRow {
  const row = rows[index] ?? { totals: [], squares: [] };
  if (index === rows.length) rows.push(row);
  return row;
}
