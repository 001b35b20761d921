import { area, line as lineShape } from 'd3-shape';
import type { Place } from './linePaths';
import { isGap } from './steps';
import type { TrendLine, TrendPoint } from './trendLine';

type Measure = (point: TrendPoint) => number | null;
/** A point, or where the line breaks. */
type Drawn = { readonly x: number; readonly y: number } | null;

/** An SVG path through a measure's values, with gaps where the points have them; a lone value is a short dash. */
export function measurePath(line: TrendLine, measure: Measure, place: Place): string {
  const shape = lineShape<Drawn>(
    (each) => each?.x ?? 0,
    (each) => each?.y ?? 0
  ).defined((each) => each !== null);
  return shape(drawnOf(line, measure, place)) ?? '';
}

/** The area between 0 and the measure. */
export function areaPath(line: TrendLine, measure: Measure, place: Place & { readonly lower: number }): string {
  const shape = area<Drawn>(
    (each) => each?.x ?? 0,
    place.lower,
    (each) => each?.y ?? 0
  ).defined((each) => each !== null);
  return shape(drawnOf(line, measure, place)) ?? '';
}

function drawnOf({ points, step }: TrendLine, measure: Measure, { x, y, from, to, width }: Place): Drawn[] {
  const drawn: Drawn[] = [];
  let before: number | undefined;
  for (const point of points) {
    const value = measure(point);
    if (value === null || point.time < from - step || point.time > to + step) {
      drawn.push(null);
      continue;
    }
    if (before !== undefined && isGap(before, point.time, step)) {
      drawn.push(null);
    }
    before = point.time;
    drawn.push({ x: x(point.time), y: y(value) });
  }
  if (points.length === 1 && drawn[0]) {
    // one time only: the value is told across a little width
    const half = Math.min(20, width / 10);
    return [
      { ...drawn[0], x: drawn[0].x - half },
      { ...drawn[0], x: drawn[0].x + half },
    ];
  }
  return drawn;
}
