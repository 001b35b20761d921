/** How many small multiples stand side by side, and how large each is, in CSS pixels. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Whether they are higher together than the panel. */
  readonly scrolls: boolean;
}

const LEAST_WIDTH = 280;
const LEAST_HEIGHT = 170;
/** Width to height that reads best. */
const BEST_SHAPE = 1.9;
export const SCROLLBAR = 12;

/** Fits so many pictures into a panel; where they would become too small, below each other, so that the panel scrolls. */
export function gridOf(count: number, width: number, height: number, together: number): Grid {
  const most = Math.max(1, Math.min(count, Math.floor(width / LEAST_WIDTH)));
  // windows of one feature belong into one row
  const all = Array.from({ length: most }, (_, index) => index + 1);
  const whole = all.filter((columns) => columns % together === 0);
  const choices = whole.length > 0 ? whole : all;
  const fitting = choices
    .map((columns) => ({ columns, rows: Math.ceil(count / columns) }))
    .filter(({ rows }) => height / rows >= LEAST_HEIGHT || rows === 1)
    .map(({ columns, rows }) => ({ columns, rows, shape: width / columns / (height / rows) }))
    .sort((a, b) => Math.abs(Math.log(a.shape / BEST_SHAPE)) - Math.abs(Math.log(b.shape / BEST_SHAPE)));
  const [best] = fitting;
  if (best) {
    const { columns, rows } = best;
    return { columns, rows, cellWidth: width / columns, cellHeight: height / rows, scrolls: false };
  }
  const columns = choices.at(-1) ?? 1;
  const cellWidth = Math.max(1, width - SCROLLBAR) / columns;
  const wanted = Math.min(240, Math.max(LEAST_HEIGHT, cellWidth / BEST_SHAPE));
  // so many whole rows as the panel shows
  const visible = Math.max(1, Math.floor(height / wanted));
  const cellHeight = Math.max(Math.min(LEAST_HEIGHT, height), Math.min(height / visible, 1.3 * wanted));
  return { columns, rows: Math.ceil(count / columns), cellWidth, cellHeight, scrolls: true };
}
