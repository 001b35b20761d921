import type { ScorePoint, Thresholds } from './apiTypes.js';

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A trend on its way to a picture; x and y in pixels, y downwards. */
export interface TrendLine {
  /** SVG path data; a point without a score leaves a gap. */
  readonly psi: string;
  readonly noise: string;
  readonly usual: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly point: ScorePoint }[];
  /** Places a PSI. */
  readonly y: (psi: number) => number;
  /** Largest PSI that fits. */
  readonly top: number;
  /** Milliseconds since the epoch at both ends. */
  readonly from: number;
  readonly to: number;
}

/** PSI, of values or missing ones, as severity looks at it. */
export function pointEffect({ psi, missing_psi }: ScorePoint): number | null {
  return psi === null && missing_psi === null ? null : Math.max(psi ?? 0, missing_psi ?? 0);
}

/** Lays a trend out on a square-root scale, so that thresholds at .1 stay apart while some windows score 10. */
export function trendLine(
  points: readonly ScorePoint[],
  thresholds: Thresholds | null,
  { width, height }: Size,
): TrendLine {
  const times = points.map(({ to }) => Date.parse(to));
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 0];
  const highest = points.reduce((most, point) => Math.max(most, pointEffect(point) ?? 0), 0);
  const limit = thresholds?.critical ?? thresholds?.significant ?? 0.25;
  const top = Math.max(limit * 1.4, highest * 1.08);
  const x = (time: number): number => round(to === from ? width / 2 : ((time - from) / (to - from)) * width);
  const y = (psi: number): number => round(height - Math.sqrt(Math.min(psi, top) / top) * height);
  const gap = largestStep(times);
  const path = (value: (point: ScorePoint) => number | null): string => {
    let pen: 'M' | 'L' = 'M';
    let last = -Infinity;
    return points
      .map((point, index) => {
        const [time, psi] = [times[index] ?? 0, value(point)];
        if (psi === null) {
          pen = 'M';
          return '';
        }
        const command = time - last > gap ? 'M' : pen;
        [pen, last] = ['L', time];
        return `${command}${x(time)} ${y(psi)}`;
      })
      .join('');
  };
  return {
    psi: path(pointEffect),
    noise: path(({ noise_floor: floor }) => floor),
    usual: path(({ reference_variation: usual }) => usual),
    points: points.flatMap((point, index) => {
      const psi = pointEffect(point);
      return psi === null ? [] : [{ x: x(times[index] ?? 0), y: y(psi), point }];
    }),
    y,
    top,
    from,
    to,
  };
}

/** Beyond three usual steps between two points nothing is known of what lies between. */
function largestStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return 3 * (steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? Infinity);
}

/** What words can say of a line: where it starts, ends and peaks. */
export function trendSummary(points: readonly ScorePoint[]): {
  readonly first?: ScorePoint;
  readonly last?: ScorePoint;
  readonly highest?: ScorePoint;
} {
  const known = points.filter((point) => pointEffect(point) !== null);
  const highest = known.reduce<ScorePoint | undefined>(
    (best, point) =>
      best === undefined || (pointEffect(point) ?? 0) > (pointEffect(best) ?? 0) ? point : best,
    undefined,
  );
  return { first: known[0], last: known.at(-1), highest };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
