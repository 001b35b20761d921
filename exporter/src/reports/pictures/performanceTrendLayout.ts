import type { PerformanceValue } from '../../detection/performance/performanceMetric.js';
import { plainLine } from '../text.js';
import { ticks } from './ticks.js';
import { windowLabels, windowPlace } from './windowLabels.js';

export const PERFORMANCE_WIDTH = 384;
export const PERFORMANCE_LEFT = 44;
export const PERFORMANCE_HEIGHT = 148;
const ROOM = { width: PERFORMANCE_WIDTH, left: PERFORMANCE_LEFT, right: 8, inset: 14 } as const;
/** Of a label, from its point on. */
const LABEL = 18;

/** One metric in one window. */
export interface PerformancePoint {
  readonly window: string;
  readonly reference?: PerformanceValue;
  readonly measured?: PerformanceValue;
  readonly estimated?: PerformanceValue;
  readonly isWorse: boolean;
}

/** A window in a line or a band; where a window has nothing a run ends, and another one begins. */
interface OnLine {
  readonly x: number;
  readonly run: number;
}

/** What `performanceTrendSpec` draws, in pixels. */
export interface PerformanceDrawing {
  readonly steps: readonly { readonly y: number; readonly label: string }[];
  readonly band: readonly (OnLine & { readonly y0: number; readonly y1: number })[];
  readonly estimated: readonly (OnLine & { readonly y: number; readonly tip: string })[];
  readonly reference: readonly (OnLine & { readonly y: number })[];
  readonly intervals: readonly { readonly x: number; readonly y0: number; readonly y1: number }[];
  readonly measured: readonly (OnLine & {
    readonly y: number;
    readonly isWorse: boolean;
    readonly tip: string;
  })[];
  /** The lowest and the highest value, where they differ. */
  readonly extremes: readonly { readonly x: number; readonly y: number; readonly label: string }[];
  readonly labels: readonly { readonly x: number; readonly label: string }[];
}

/** Places a metric over the windows: measured with its interval, estimated with its band, and the reference's value. */
export function performanceTrendLayout(
  points: readonly PerformancePoint[],
  format: (value: number) => string,
): PerformanceDrawing {
  const [low, high] = extent(points);
  const y = (value: number): number =>
    Math.round(10 * PERFORMANCE_HEIGHT * (1 - (value - low) / (high - low))) / 10;
  const placed = points.map((point, index) => ({ ...point, x: windowPlace(index, points.length, ROOM) }));
  const known = placed.flatMap(({ x, measured }) => (measured === undefined ? [] : [{ x, ...measured }]));
  const said = (name: string, { value, lower, upper }: PerformanceValue): string =>
    `${name} ${format(value)}${lower === undefined || upper === undefined ? '' : ` (${format(lower)} to ${format(upper)})`}`;
  return {
    steps: ticks(low, high, 4).map(({ value, label }) => ({ y: y(value), label })),
    band: runs(placed, ({ x, estimated: { lower, upper } = {} }) =>
      lower === undefined || upper === undefined ? undefined : { x, y0: y(lower), y1: y(upper) },
    ),
    estimated: runs(
      placed,
      ({ x, window, estimated }) =>
        estimated && {
          x,
          y: y(estimated.value),
          tip: `${plainLine(window)}: ${said('estimated', estimated)}`,
        },
    ),
    reference: runs(
      placed,
      ({ x, reference }, index) =>
        reference && {
          // from end to end of the plot
          x: index === 0 ? 0 : index === placed.length - 1 ? PERFORMANCE_WIDTH : x,
          y: y(reference.value),
        },
    ),
    intervals: known.flatMap(({ x, lower, upper }) =>
      lower === undefined || upper === undefined ? [] : [{ x, y0: y(lower), y1: y(upper) }],
    ),
    measured: runs(
      placed,
      ({ x, window, measured, isWorse }) =>
        measured && {
          x,
          y: y(measured.value),
          isWorse,
          tip: `${plainLine(window)}: ${said('measured', measured)}${isWorse ? ', worse beyond chance' : ''}`,
        },
    ),
    extremes: extremes(known).map(({ x, value, upper = value, lower = value, isLowest }) => ({
      // beside the labels of the axis, not on them
      x: Math.min(PERFORMANCE_WIDTH - 10, Math.max(22, x)),
      y: isLowest ? Math.min(PERFORMANCE_HEIGHT - 2, y(lower) + LABEL - 4) : Math.max(8, y(upper) - 6),
      label: format(value),
    })),
    labels: windowLabels(
      points.map(({ window }) => window),
      ROOM,
    ),
  };
}

/** What is drawn of windows, those without it left out, and the stretches without a gap numbered. */
function runs<Window, Drawn extends object>(
  windows: readonly Window[],
  draw: (window: Window, index: number) => Drawn | undefined,
): (Drawn & { readonly run: number })[] {
  let run = 0;
  return windows.flatMap((window, index) => {
    const drawn = draw(window, index);
    if (drawn === undefined) run++;
    return drawn === undefined ? [] : [{ ...drawn, run }];
  });
}

function extent(points: readonly PerformancePoint[]): [low: number, high: number] {
  const values = points.flatMap(({ reference, measured, estimated }) => [
    ...(reference === undefined ? [] : [reference.value]),
    ...[measured, estimated].flatMap((of) =>
      of === undefined ? [] : [of.value, of.lower ?? of.value, of.upper ?? of.value],
    ),
  ]);
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // room for the labels of the extremes, and a scale where all is one value
  const margin = Math.max(0.16 * (most - least), 1e-3 * Math.max(Math.abs(least), Math.abs(most), 1e-3));
  return [least - margin, most + margin];
}

interface Extreme extends PerformanceValue {
  readonly x: number;
  readonly isLowest: boolean;
}

function extremes(known: readonly (PerformanceValue & { readonly x: number })[]): Extreme[] {
  const sorted = [...known].sort((a, b) => a.value - b.value);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  if (lowest.value === highest.value) return [{ ...highest, isLowest: false }];
  return [
    { ...lowest, isLowest: true },
    { ...highest, isLowest: false },
  ];
}
