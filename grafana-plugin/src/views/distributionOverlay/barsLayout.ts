import { scaleLinear } from 'd3-scale';
import { limitBars } from './barsPicture';
import type { BarRow, BarsDrawing, Box, Mark } from './drawing';
import type { DistributionOverlayOptions } from './options';
import { peakOf, peakText } from './partsLayout';
import type { Bar, BarsPicture } from './picture';
import { textWidth } from './textWidth';
import { shareTicks } from './ticks';
import { barName, sidesText } from './words';

const CAPTION = 16;
const AXIS = 20;
const LEAST_ROW = 16;
const MOST_ROW = 30;
const CHANGE = 48;
/** A bar for many categories may be so many times as long as the longest for one. */
const LONGER = 1.5;

/** The bars that are drawn at that height: where there is no room for all, more of them are added up. */
export function fittingBars(picture: BarsPicture, height: number): Bar[] {
  const room = Math.max(1, Math.floor((height - CAPTION - AXIS) / LEAST_ROW));
  const { bars } = picture;
  if (bars.length <= room) {
    return [...bars];
  }
  const fixed = bars.filter(({ role }) => role === 'other' || role === 'unseen' || role === 'missing').length;
  // one row is the rest's
  return limitBars(bars, room - fixed - 1);
}

/** Places a categorical feature's bars, one a row, in a picture of that size. */
export function barsLayout(
  bars: readonly Bar[],
  { contribution }: DistributionOverlayOptions,
  width: number,
  height: number
): BarsDrawing {
  const longestLabel = Math.max(0, ...bars.map(({ name }) => textWidth(barName(name))));
  const labelWidth = Math.min(longestLabel + 10, 0.36 * width);
  const hasBoth = bars.some(({ reference, current }) => reference !== undefined && current !== undefined);
  const changeWidth = hasBoth && width >= 220 ? CHANGE : 0;
  const partsWidth = contribution && hasBoth && width >= 300 ? Math.min(140, 0.2 * width) : 0;
  const plot: Box = {
    left: labelWidth,
    top: CAPTION,
    width: Math.max(10, width - labelWidth - changeWidth - partsWidth - (partsWidth > 0 ? 12 : 0) - 12),
    height: Math.max(10, height - CAPTION - AXIS),
  };
  const partsLeft = plot.left + plot.width + changeWidth + 12;
  const parts = partsWidth > 0 ? { ...plot, left: partsLeft, width: partsWidth } : undefined;
  const single = Math.max(0, ...bars.filter((bar) => !isSum(bar)).map(longest));
  const isWritten = (bar: Bar): boolean => isSum(bar) && single > 0 && longest(bar) > LONGER * single;
  const peak = Math.max(0, ...bars.filter((bar) => !isWritten(bar)).map(longest));
  const x = scaleLinear([0, peak > 0 ? peak : 1], [plot.left, plot.left + plot.width]);
  const most = peakOf(bars);
  const partScale = scaleLinear([0, most > 0 ? most : 1], [0, partsWidth]);
  const row = Math.min(MOST_ROW, plot.height / Math.max(1, bars.length));
  const rows = bars.map((bar, index): BarRow => {
    const top = plot.top + index * row;
    const box = (share: number | undefined): Box | undefined =>
      share === undefined
        ? undefined
        : { left: plot.left, top: top + 2, width: Math.max(0, x(share) - plot.left), height: Math.max(1, row - 4) };
    const { contribution: value } = bar;
    const more = (bar.current ?? 0) > (bar.reference ?? 0);
    const isPart = parts !== undefined && typeof value === 'number' && value > 0;
    const mark: Mark | undefined =
      parts !== undefined && typeof value === 'string'
        ? { x: parts.left + 6, y: top + row / 2, kind: value }
        : undefined;
    return {
      top,
      height: row,
      label: barName(bar.name),
      name: bar.name,
      reference: isWritten(bar) ? undefined : box(bar.reference),
      current: isWritten(bar) ? undefined : box(bar.current),
      text: isWritten(bar) ? sidesText(bar) : '',
      part: isPart
        ? { left: parts.left, top: top + 3, width: partScale(value), height: Math.max(1, row - 6), more }
        : undefined,
      mark,
      change: changeWidth > 0 ? changeText(bar) : '',
      isSummed: bar.role !== 'category' && bar.role !== 'cell',
    };
  });
  const used = { ...plot, height: row * bars.length };
  return {
    kind: 'bars',
    labelWidth,
    plot: used,
    parts: parts && { ...parts, height: used.height },
    partsPeak: most > 0 ? peakText(most) : '',
    changeRight: changeWidth > 0 ? plot.left + plot.width + changeWidth : undefined,
    xTicks: fewTicks(x, plot.width),
    rows,
    hits: rows.map(({ top, height: rowHeight }, cell) => ({ from: top, to: top + rowHeight, cell })),
  };
}

function isSum({ role }: Bar): boolean {
  return role === 'rest' || role === 'other';
}

function longest({ reference, current }: Bar): number {
  return Math.max(reference ?? 0, current ?? 0);
}

function fewTicks(x: ReturnType<typeof scaleLinear<number, number>>, width: number): BarsDrawing['xTicks'] {
  return shareTicks(x, Math.min(180, width / 2));
}

/** In points of a percent, with a sign: `+3.1`. */
function changeText({ reference, current }: Bar): string {
  if (reference === undefined || current === undefined) {
    return '';
  }
  const points = 100 * (current - reference);
  const size = Math.abs(points);
  const text = size.toLocaleString(
    'en',
    size < 1 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: size < 10 ? 1 : 0 }
  );
  return size < 0.005 ? '0' : `${points < 0 ? '−' : '+'}${text}`;
}
