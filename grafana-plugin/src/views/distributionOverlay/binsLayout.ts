import { max } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import { isEmpty } from './binsPicture';
import type { BinsDrawing, Box, Hit, Slot } from './drawing';
import { type Heights, heightsOf } from './heights';
import { hasLogAxis } from './logAxis';
import type { DistributionOverlayOptions } from './options';
import { GAP, outerCells, slotOf, slotWidth } from './outerCells';
import { partsLayout, peakOf, peakText } from './partsLayout';
import type { Bin, BinsPicture } from './picture';
import { textWidth } from './textWidth';
import { horizontalTicks, type Room, shareTicks } from './ticks';

const CAPTION = 16;
const AXIS = 20;
/** Narrower pictures leave the numbers of these bars to the tooltip and shorten their labels. */
const WIDTH_FOR_TEXTS = 300;
/** Parts of PSI are drawn where the picture is at least so high. */
const HEIGHT_FOR_PARTS = 120;

/** Places a numeric feature's bins, with their true widths, in a picture of that size. */
export function binsLayout(
  picture: BinsPicture,
  options: DistributionOverlayOptions,
  width: number,
  height: number
): BinsDrawing {
  const isLog = hasLogAxis(picture, options);
  const heights = heightsOf(picture, options.measure, isLog);
  const hasParts = options.contribution && height >= HEIGHT_FOR_PARTS && heights.reference && heights.current;
  const partsHeight = hasParts ? Math.min(80, Math.max(26, 0.22 * (height - CAPTION - AXIS))) : 0;
  const partsGap = hasParts ? CAPTION : 0;
  const plotHeight = Math.max(10, height - CAPTION - AXIS - partsHeight - partsGap);
  const peak = Math.max(max(heights.reference ?? []) ?? 0, max(heights.current ?? []) ?? 0);
  const y = scaleLinear([0, peak > 0 ? peak : 1], [CAPTION + plotHeight, CAPTION]).nice(4);
  const yTicks = shareTicks(y, plotHeight);

  const isNarrow = width < WIDTH_FOR_TEXTS;
  const cells = outerCells(picture, isNarrow);
  const peakLabel = hasParts
    ? peakText(peakOf([...picture.bins, ...[picture.below, picture.above].filter(isBin)]))
    : '';
  const left = Math.max(...[peakLabel, ...yTicks.map(({ text }) => text)].map(textWidth), isNarrow ? 0 : 30) + 8;
  const slotWidths = cells.map(slotWidth);
  const isLeft = (index: number): boolean => cells[index]?.isBelow ?? false;
  const before = slotWidths.reduce((sum, each, index) => sum + (isLeft(index) ? each : 0), 0);
  const after = slotWidths.reduce((sum, each, index) => sum + (isLeft(index) ? 0 : each), 0);
  const plot: Box = {
    left: left + before,
    top: CAPTION,
    width: Math.max(10, width - left - before - after - (after === 0 ? GAP : 0)),
    height: plotHeight,
  };

  // labels of the axis stay clear of those of the bars beside it
  const room = { before: before > 0 ? 2 : left - GAP, after: after > 0 ? 2 : GAP };
  const x = horizontal(picture, isLog, plot, room);
  let right = plot.left + plot.width;
  const slots = cells.map((cell, index): Slot => {
    const wide = slotWidths[index] ?? GAP;
    const from = isLeft(index) ? left : right + GAP;
    right += isLeft(index) ? 0 : wide;
    return slotOf(cell, from, wide - GAP, plot);
  });
  const partsBox = { ...plot, top: plot.top + plotHeight + partsGap, height: partsHeight };
  const places = placesOf(picture, x.place, slots);
  return {
    kind: 'bins',
    plot,
    parts: hasParts ? partsLayout(places, partsBox) : undefined,
    caption: heights.caption,
    ...paths(picture, heights, x.place, y, options.measure === 'cumulative'),
    xTicks: x.ticks,
    yTicks,
    slots,
    axisTop: height - AXIS,
    hits: places.map(({ from, to }, cell): Hit => ({ from, to, cell })),
  };
}

function isBin(bin: Bin | undefined): bin is Bin {
  return bin !== undefined;
}

/** One cell along x, in the order of `cellsOf`. */
export interface Place {
  readonly from: number;
  readonly to: number;
  /** Undefined for missing values, which are no part of PSI. */
  readonly bin: Bin | undefined;
}

function placesOf(
  { bins, below, above, missing }: BinsPicture,
  x: (edge: number) => number,
  slots: readonly Slot[]
): Place[] {
  const outer = [below, above].filter(isBin);
  const places = slots.map(({ track }, index) => ({
    from: track.left,
    to: track.left + track.width,
    bin: outer[index],
  }));
  const inner = bins.map((bin) => ({ from: x(bin.lower), to: x(bin.upper), bin }));
  const lowest = below ? places.slice(0, 1) : [];
  const highest = above ? places.slice(lowest.length, lowest.length + 1) : [];
  return [...lowest, ...inner, ...highest, ...(isEmpty(missing) ? [] : places.slice(-1))];
}

interface Horizontal {
  readonly place: (edge: number) => number;
  readonly ticks: BinsDrawing['xTicks'];
}

function horizontal({ bins }: BinsPicture, isLog: boolean, plot: Box, room: Room): Horizontal {
  const [low, high] = [bins[0]?.lower ?? 0, bins.at(-1)?.upper ?? 1];
  const span = high - low;
  // of the largest numbers a difference would be infinite, of the smallest its inverse
  const factor = span === Infinity ? 0.25 : span < 1e-290 ? 1e300 : 1;
  const range: [number, number] = [plot.left, plot.left + plot.width];
  const scale = isLog ? scaleLog([low, high], range) : scaleLinear([low * factor, high * factor], range);
  const ticks = factor === 1 ? horizontalTicks(scale, isLog, range, room) : [];
  return { place: (edge) => scale(isLog ? edge : edge * factor), ticks };
}

function paths(
  { bins }: BinsPicture,
  heights: Heights,
  x: (edge: number) => number,
  y: (height: number) => number,
  isCumulative: boolean
): Pick<BinsDrawing, 'reference' | 'current'> {
  const edges = [...bins.map(({ lower }) => lower), bins.at(-1)?.upper ?? 0].map(x);
  const points = (values: readonly number[]): Array<[number, number]> =>
    edges.map((edge, index) => [edge, y(values[index] ?? values.at(-1) ?? 0)]);
  const curve = isCumulative ? curveLinear : curveStepAfter;
  const base = y(0);
  const fill = area<[number, number]>().y0(base).curve(curve);
  const outline = line<[number, number]>().curve(curve);
  const closed = (values: readonly number[]): Array<[number, number]> =>
    isCumulative ? points(values) : [[edges[0] ?? 0, base], ...points(values), [edges.at(-1) ?? 0, base]];
  return {
    current: heights.current && (fill(points(heights.current)) ?? undefined),
    reference: heights.reference && (outline(closed(heights.reference)) ?? undefined),
  };
}
