import { isGap } from './steps';
import type { TrendLine, TrendPoint } from './trendLine';

/** A line in CSS pixels. */
export interface LinePaths {
  /** As an SVG path's `d`: between points of which one says more than chance. */
  readonly evident: string;
  /** Between the others. */
  readonly chance: string;
  /** All points where there is room, else those without neighbours and the last one. */
  readonly dots: readonly LineDot[];
  /** Where values lie above the axis. */
  readonly above: readonly LineDot[];
  /** Whether points have room. */
  readonly isRoomy: boolean;
}

export interface LineDot {
  readonly x: number;
  readonly y: number;
  readonly point: TrendPoint;
}

/** From data to CSS pixels. */
export interface Place {
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  /** The drawn range of times. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly top: number;
}

/** Pixels that a dot needs for itself. */
const DOT_ROOM = 9;
/** Browsers round coordinates that are far off. */
const FAR = 10_000;

export function linePaths({ points, step }: TrendLine, place: Place): LinePaths {
  const visible = points.filter(({ time }) => time >= place.from - step && time <= place.to + step);
  const runs = runsOf(visible, step).map((run) => thinned(run, place));
  const placed = runs.map((run) => run.map((point) => dotOf(point, place)));
  const isRoomy = visible.length * DOT_ROOM <= place.width;
  const last = placed.at(-1)?.at(-1);
  return {
    evident: pathOf(placed, true),
    chance: pathOf(placed, false),
    dots: placed
      .flatMap((run) => (isRoomy || run.length === 1 ? run : run.filter((dot) => dot === last)))
      .filter(({ point: { time, value } }) => time >= place.from && time <= place.to && (value ?? 0) <= place.top),
    above: apart(placed.flatMap((run) => run.filter(({ point }) => (point.value ?? 0) > place.top))),
    isRoomy,
  };
}

/** Points without a gap between them. */
function runsOf(points: readonly TrendPoint[], step: number): TrendPoint[][] {
  const runs: TrendPoint[][] = [];
  let before: TrendPoint | undefined;
  for (const point of points) {
    if (point.value === null) {
      before = undefined;
      continue;
    }
    if (before === undefined || isGap(before.time, point.time, step)) {
      runs.push([point]);
    } else {
      runs.at(-1)?.push(point);
    }
    before = point;
  }
  return runs;
}

/** Of the points in one column of pixels the first, the lowest, the highest and the last: they look like all of them. */
function thinned(run: readonly TrendPoint[], { x, width }: Place): TrendPoint[] {
  if (run.length <= 2 * width) {
    return [...run];
  }
  const columns = new Map<number, TrendPoint[]>();
  for (const point of run) {
    const column = Math.floor(x(point.time));
    const points = columns.get(column);
    if (points) {
      points.push(point);
    } else {
      columns.set(column, [point]);
    }
  }
  return Array.from(columns.values()).flatMap((points) => {
    const byValue = [...points].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
    const kept = new Set([points[0], byValue[0], byValue.at(-1), points.at(-1)]);
    return points.filter((point) => kept.has(point));
  });
}

function dotOf(point: TrendPoint, { x, y }: Place): LineDot {
  return { x: x(point.time), y: Math.max(-FAR, Math.min(FAR, y(point.value ?? 0))), point };
}

function pathOf(runs: ReadonlyArray<readonly LineDot[]>, isEvident: boolean): string {
  const parts: string[] = [];
  for (const run of runs) {
    let isOpen = false;
    for (const [index, dot] of run.entries()) {
      const before = run[index - 1];
      const isHere = before !== undefined && (before.point.isEvident || dot.point.isEvident) === isEvident;
      if (isHere && before) {
        parts.push(
          isOpen ? '' : `M${before.x.toFixed(1)},${before.y.toFixed(1)}`,
          `L${dot.x.toFixed(1)},${dot.y.toFixed(1)}`
        );
      }
      isOpen = isHere;
    }
  }
  return parts.join('');
}

/** Those with room for a mark between them. */
function apart(dots: readonly LineDot[]): LineDot[] {
  const kept: LineDot[] = [];
  for (const dot of dots) {
    if (dot.x - (kept.at(-1)?.x ?? -Infinity) >= DOT_ROOM) {
      kept.push(dot);
    }
  }
  return kept;
}
