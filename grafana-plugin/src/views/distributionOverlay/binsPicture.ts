import type { NumericDistribution } from '../../frames/distribution';
import { type CommonCell, commonCells } from './commonCells';
import { contributionOf, sumOf } from './contribution';
import { edgeTexts } from './edgeTexts';
import type { Bar, Bin, Picture, Sides } from './picture';

/** Bins of a numeric feature; bars where no cell is bounded. */
export function binsPicture(distribution: NumericDistribution, name: string): Picture {
  const { subject, finding, source, reference, current } = distribution;
  const rows = { reference: reference?.rows, current: current?.rows };
  const missing = { reference: reference?.missing, current: current?.missing };
  const cells = withoutEmptyEnds(commonCells(reference, current));
  const bins = cells.map((cell): Bin => ({ ...cell, contribution: contributionOf(cell, rows) }));
  const drawnScore = sumOf(bins.map(({ contribution }) => contribution));
  const common = { subject, name, finding, rows, missing, drawnScore, source };
  const bounded = bins.filter(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper));
  if (bounded.length === 0) {
    const text = edgeTexts(cells.map(({ upper }) => upper));
    return { ...common, kind: 'bars', bars: [...bins.map((bin) => outerBar(bin, text)), ...missingBar(missing)] };
  }
  return {
    ...common,
    kind: 'bins',
    bins: bounded,
    below: bins.find((bin) => bin.lower === -Infinity && !isEmpty(bin)),
    above: bins.find((bin) => bin.upper === Infinity && !isEmpty(bin)),
  };
}

/** The bar of missing values, where there are any. */
export function missingBar(missing: Sides): Bar[] {
  return isEmpty(missing) ? [] : [{ ...missing, name: 'missing', role: 'missing', contribution: undefined }];
}

export function isEmpty({ reference, current }: Sides): boolean {
  return (reference ?? 0) === 0 && (current ?? 0) === 0;
}

/** Outermost bins that are empty on both sides would only squeeze the others: they join the outer cells. */
function withoutEmptyEnds(cells: readonly CommonCell[]): CommonCell[] {
  const inner = cells.filter(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper));
  const filled = inner.filter((cell) => !isEmpty(cell));
  const [first, last] = [filled[0], filled.at(-1)];
  if (first === undefined || last === undefined) {
    return [...cells];
  }
  return cells
    .filter(({ lower, upper }) => !(upper <= first.lower && lower !== -Infinity))
    .filter(({ lower, upper }) => !(lower >= last.upper && upper !== Infinity))
    .map((cell) => (cell.lower === -Infinity ? { ...cell, upper: first.lower } : cell))
    .map((cell) => (cell.upper === Infinity ? { ...cell, lower: last.upper } : cell));
}

function outerBar(bin: Bin, text: (edge: number) => string): Bar {
  const { reference, current, contribution } = bin;
  return { name: rangeText(bin, text), role: 'cell', reference, current, contribution };
}

/** `600 to 620`, `≤ 600`, `> 620`: a bin in words. */
export function rangeText(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  text: (edge: number) => string
): string {
  if (lower === -Infinity) {
    return upper === Infinity ? 'all values' : `≤ ${text(upper)}`;
  }
  return upper === Infinity ? `> ${text(lower)}` : `${text(lower)} to ${text(upper)}`;
}
