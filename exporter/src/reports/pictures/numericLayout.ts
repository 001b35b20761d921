import { axisLabel, percent, short } from '../numbers.js';
import type { NumericBins, Shares } from './numericBins.js';
import { ticks } from './ticks.js';

/** Width in pixels of the histogram proper. */
export const HISTOGRAM_WIDTH = 246;
/** Width of the panel for what has no place on the axis: one slot a cell. */
export const SLOT = 44;

/** What `numericSpec` draws; one array a named data set, x in pixels. */
export interface NumericDrawing {
  readonly bins: readonly { x0: number; x1: number; y: number; tip: string }[];
  readonly outline: readonly { order: number; x: number; y: number }[];
  readonly ticks: readonly { x: number; label: string }[];
  readonly cells: readonly { x0: number; x1: number; psi: number; more: boolean; tip: string }[];
  readonly outer: readonly {
    x0: number;
    x1: number;
    middle: number;
    reference: number;
    current: number;
    top: number;
    label: string;
    value: string;
    tip: string;
  }[];
  /** Heights that both vertical axes must reach. */
  readonly frame: readonly { density: number; psi: number }[];
  readonly captions: readonly { density: string }[];
}

/**
 * Places a numeric feature's bins. Heights are shares of rows per typical bin width, which equals the share of each
 * bin where all are equally wide, and stays proportional to density where they are not.
 */
export function numericLayout(prepared: NumericBins): NumericDrawing {
  const { bins, cells, below, above, missing } = prepared;
  const [low, high] = extent(prepared);
  const x = (value: number): number => place(value, low, high);
  const unit = typicalWidth(bins);
  const height = (share: number, lower: number, upper: number): number => (share * unit) / half(lower, upper);
  const resolution = 2 * unit;
  const bars = bins.map((bin) => ({
    x0: x(bin.lower),
    x1: x(bin.upper),
    y: height(bin.current, bin.lower, bin.upper),
    reference: height(bin.reference, bin.lower, bin.upper),
    tip: `${axisLabel(bin.lower, resolution)} to ${axisLabel(bin.upper, resolution)}: ${sides(bin)}`,
  }));
  const peak = Math.max(0, ...bars.flatMap(({ y, reference }) => [y, reference]));
  const label = (value: number): string =>
    value === -Infinity ? '−∞' : value === Infinity ? '∞' : short(value);
  const last = bars.at(-1);
  // where there is an axis it tells the bounds; beside each other they would not fit
  const hasAxis = bins.length > 0;
  const lowest = below.bound === undefined ? 'below' : `≤ ${axisLabel(below.bound, resolution)}`;
  const highest = above.bound === undefined ? 'above' : `> ${axisLabel(above.bound, resolution)}`;
  return {
    bins: bars.map(({ x0, x1, y, tip }) => ({ x0, x1, y, tip })),
    outline: [
      ...(bars[0] === undefined ? [] : [{ x: bars[0].x0, y: 0 }]),
      ...bars.map(({ x0, reference }) => ({ x: x0, y: reference })),
      ...(last === undefined
        ? []
        : [
            { x: last.x1, y: last.reference },
            { x: last.x1, y: 0 },
          ]),
    ].map((point, order) => ({ order, ...point })),
    ticks:
      low === high ? [] : ticks(low, high, 5).map(({ value, label: text }) => ({ x: x(value), label: text })),
    cells: cells.map((cell) => ({
      x0: x(cell.lower),
      x1: x(cell.upper),
      psi: Math.max(0, cell.psi),
      more: cell.current > cell.reference,
      tip: `${label(cell.lower)} to ${label(cell.upper)}: ${sides(cell)}, adds ${short(cell.psi)} to PSI`,
    })),
    outer: [
      slot(0, hasAxis ? 'below' : lowest, lowest, below),
      slot(1, hasAxis ? 'above' : highest, highest, above),
      slot(2, 'missing', 'missing', missing),
    ],
    frame: [
      { density: peak === 0 ? 1 : peak * 1.06, psi: Math.max(0.002, ...cells.map(({ psi }) => psi * 1.1)) },
    ],
    captions: [
      { density: bins.length === 0 ? 'share of rows' : `share of rows per ${axisLabel(2 * unit, 2 * unit)}` },
    ],
  };
}

function slot(index: number, label: string, place: string, shares: Shares): NumericDrawing['outer'][number] {
  return {
    x0: index * SLOT + 11,
    x1: (index + 1) * SLOT - 11,
    middle: (index + 0.5) * SLOT,
    reference: shares.reference,
    current: shares.current,
    top: Math.max(shares.reference, shares.current),
    label,
    value: percent(shares.current),
    tip: `${place}: ${sides(shares)}`,
  };
}

function sides({ reference, current }: Shares): string {
  return `reference ${percent(reference)}, current ${percent(current)}`;
}

/** From the lowest to the highest edge, with room for the outer PSI cells, which have no end of their own. */
function extent({ bins, cells, below, above }: NumericBins): [low: number, high: number] {
  const edges = [
    ...bins.flatMap(({ lower, upper }) => [lower, upper]),
    ...cells.flatMap(({ lower, upper }) => [lower, upper]),
    ...[below.bound, above.bound].flatMap((bound) => (bound === undefined ? [] : [bound])),
  ].filter(Number.isFinite);
  if (edges.length === 0) return [0, 0];
  const [low, high] = [Math.min(...edges), Math.max(...edges)];
  const open = {
    low: Math.min(...cells.map(({ upper }) => upper)),
    high: Math.max(...cells.map(({ lower }) => lower)),
  };
  const margin = (high / 2 - low / 2) * 0.06;
  return [open.low === low ? low - margin : low, open.high === high ? high + margin : high];
}

/** Pixel of a value; infinities and a range without width are bounded by the panel. */
function place(value: number, low: number, high: number): number {
  const range = high / 2 - low / 2;
  if (!(range > 0)) return value < low ? 0 : value > low ? HISTOGRAM_WIDTH : HISTOGRAM_WIDTH / 2;
  const ratio = (value / 2 - low / 2) / range;
  return Math.round(Math.min(1, Math.max(0, ratio)) * HISTOGRAM_WIDTH * 10) / 10;
}

/** Half a bin's width: the whole of ±1e308 would overflow. */
function half(lower: number, upper: number): number {
  return upper / 2 - lower / 2;
}

function typicalWidth(bins: NumericBins['bins']): number {
  const widths = bins.map(({ lower, upper }) => half(lower, upper)).sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? 1;
}
