import { bisectCenter, bisector } from 'd3-array';
import type { FeatureTrendData } from './prepare';
import type { TrendLine, TrendPoint } from './trendLine';

/** Where the reader is: a time, and one of the lines. */
export interface Cursor {
  readonly time: number;
  readonly line: number;
}

/** What a line has at a time. */
export interface LinePoint {
  readonly index: number;
  readonly line: TrendLine;
  readonly point: TrendPoint;
}

const byTime = bisector((point: TrendPoint) => point.time);

/** All times of all lines, ascending. */
export function timesOf({ lines }: FeatureTrendData): number[] {
  return Array.from(new Set(lines.flatMap(({ points }) => points.map(({ time }) => time)))).sort((a, b) => a - b);
}

/** The lines' points at a time, or within half their step of it. */
export function pointsAt({ lines }: FeatureTrendData, time: number): LinePoint[] {
  return lines.flatMap((line, index) => {
    const point = line.points[byTime.center(line.points, time)];
    const tolerance = Number.isFinite(line.step) ? line.step / 2 : 0;
    return point && Math.abs(point.time - time) <= tolerance ? [{ index, line, point }] : [];
  });
}

/** The line that is nearest to a height, of those that have a value. */
export function nearestLine(
  points: readonly LinePoint[],
  height: number,
  y: (value: number) => number
): number | undefined {
  const distance = ({ point: { value } }: LinePoint): number =>
    value === null ? Infinity : Math.abs(y(value) - height);
  const [nearest] = [...points].sort((a, b) => distance(a) - distance(b));
  return nearest?.index;
}

/** Where a key leads; undefined for keys that lead nowhere. */
export function moved(
  key: string,
  cursor: Cursor | undefined,
  times: readonly number[],
  lines: number
): Cursor | undefined {
  const last = times.length - 1;
  const at = cursor ? bisectCenter(times, cursor.time) : last + (key === 'ArrowRight' ? 0 : 1);
  const line = cursor?.line ?? 0;
  const leads: Readonly<Record<string, readonly [place: number, line: number]>> = {
    ArrowLeft: [at - 1, line],
    ArrowRight: [at + 1, line],
    PageUp: [at - 10, line],
    PageDown: [at + 10, line],
    Home: [0, line],
    End: [last, line],
    ArrowUp: [at, line - 1],
    ArrowDown: [at, line + 1],
  };
  const lead = leads[key];
  const time = lead && times[Math.max(0, Math.min(last, lead[0]))];
  return lead && time !== undefined ? { time, line: (lead[1] + lines) % Math.max(1, lines) } : undefined;
}
