import type { TimeRange, TimeZone } from '@grafana/data';
import { scaleLinear, scaleLog } from 'd3-scale';
import { scoreText } from '../../drawing/numbers';
import { type TimeTick, timeTicks } from '../../drawing/timeAxis';
import type { Place } from './linePaths';
import type { FeatureTrendOptions } from './options';
import type { FeatureTrendData } from './prepare';

/** Where everything is; all lengths in CSS pixels of the view. */
export interface TrendLayout extends Place {
  readonly left: number;
  readonly right: number;
  readonly upper: number;
  readonly lower: number;
  readonly timeTicks: readonly TimeTick[];
  readonly scoreTicks: ReadonlyArray<{ readonly y: number; readonly text: string }>;
  /** The whole width. */
  readonly outer: number;
  /** Whether names stand at the lines' ends, rather than in a row above. */
  readonly names: 'ends' | 'above';
}

/** Of a character at the size of the axes' texts. */
export const CHARACTER = 6.6;
/** Heights of a row of names above the plot, of the axis below it, and of the promotions' labels. */
export const ROW = 18;
const AXIS = 22;
/** Of a tick's text. */
const LINE = 13;
/** Views below this width have no room for names beside the lines. */
const NARROW = 380;
/** Characters of the names of what a line alone is measured against. */
const MEASURES = 'reference variation'.length;

export interface TrendFrame {
  readonly data: FeatureTrendData;
  readonly options: FeatureTrendOptions;
  readonly width: number;
  readonly height: number;
  readonly timeRange: TimeRange;
  readonly timeZone: TimeZone;
}

export function trendLayout({ data, options, width, height, timeRange, timeZone }: TrendFrame): TrendLayout {
  const [from, to] = rangeOf(data, timeRange);
  const names = width < NARROW ? 'above' : 'ends';
  const upper =
    (names === 'above' ? ROW : 6) + (data.promotions.some(({ time }) => time >= from && time <= to) ? ROW : 0);
  const lower = Math.max(upper + 10, height - AXIS);
  const { bottom, top } = data.range;
  const scale = (options.scale === 'log' ? scaleLog() : scaleLinear()).domain([bottom, top]).range([lower, upper]);
  const field = data.lines[0]?.field;
  const count = Math.max(2, Math.floor((lower - upper) / 40));
  const ticks = roomyTicks(scale.ticks(count), scale).map((value) => ({
    y: scale(value),
    text: scoreText(value, field),
  }));
  const left = Math.ceil(Math.min(width / 3, Math.max(...ticks.map(({ text }) => text.length), 2) * CHARACTER + 12));
  const longest = Math.max(data.lines.length === 1 ? MEASURES : 8, ...data.lines.map(({ name }) => name.length));
  const gutter = names === 'above' ? 8 : Math.ceil(Math.min(longest * CHARACTER + 16, width * 0.28, 180));
  const right = Math.max(left + 10, width - gutter);
  const x = (time: number): number => left + ((time - from) / (to - from)) * (right - left);
  return {
    x,
    // a score of 0 has no logarithm
    y: (value) => scale(options.scale === 'log' ? Math.max(value, bottom) : value),
    from,
    to,
    width: right - left,
    top,
    left,
    right,
    upper,
    lower,
    timeTicks: timeTicks(from, to, right - left, timeZone),
    scoreTicks: ticks,
    outer: width,
    names,
  };
}

/** A logarithmic scale gives nine ticks a decade: as many of them as have room. */
function roomyTicks(ticks: readonly number[], y: (tick: number) => number): readonly number[] {
  const leading = (digits: string): number[] =>
    ticks.filter((tick) => digits.includes(tick.toExponential(0).charAt(0)));
  const isRoomy = (some: readonly number[]): boolean =>
    some.every((tick, index) => index === 0 || Math.abs(y(tick) - y(some[index - 1] ?? tick)) >= LINE);
  return [ticks, leading('125'), leading('15')].find(isRoomy) ?? leading('1');
}

/** The dashboard's range; that of the data where nobody gave one. */
function rangeOf({ lines }: FeatureTrendData, { from, to }: TimeRange): [number, number] {
  const [start, end] = [from.valueOf(), to.valueOf()];
  if (end > start) {
    return [start, end];
  }
  const times = lines.flatMap(({ points }) => [points[0]?.time ?? 0, points.at(-1)?.time ?? 0]);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return last > first ? [first, last] : [first - 1, last + 1];
}
