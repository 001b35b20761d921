import { severities } from '../../detection/result.js';
import type { FeatureResult, Severity } from '../../detection/result.js';
import { effect, statisticNumber } from '../models.js';
import { score } from '../numbers.js';
import type { Thresholds } from '../reportFormat.js';
import { plainLine } from '../text.js';
import { windowLabels, windowPlace } from './windowLabels.js';

export const TREND_WIDTH = 384;
/** Room for labels beside the plot. */
export const TREND_LEFT = 40;
const ROOM = { width: TREND_WIDTH, left: TREND_LEFT, right: 12, inset: 12 } as const;

/** What `trendSpec` draws; x in pixels, y in PSI. */
export interface TrendDrawing {
  readonly points: readonly { x: number; psi: number | null; severity: Severity; tip: string }[];
  readonly floor: readonly { x: number; psi: number | null }[];
  readonly bands: readonly { from: number; to: number; severity: Severity }[];
  readonly steps: readonly { psi: number; label: string }[];
  readonly labels: readonly { x: number; label: string }[];
  readonly peak: readonly { x: number; psi: number; label: string }[];
}

/** A window's name and the feature's result in it, if it was checked. */
export interface TrendPoint {
  readonly window: string;
  readonly result: FeatureResult | undefined;
}

/** Places PSI of each window above the threshold bands. A window without a score leaves a gap. */
export function trendLayout(trend: readonly TrendPoint[], thresholds: Thresholds): TrendDrawing {
  const x = (index: number): number => windowPlace(index, trend.length, ROOM);
  const points = trend.map(({ window, result }, index) => {
    const change = result === undefined ? undefined : effect(result);
    return {
      x: x(index),
      psi: change?.value ?? null,
      severity: result?.severity ?? 'inconclusive',
      tip: `${plainLine(window)}: ${change === undefined ? 'no score' : `${change.by === 'psi' ? 'PSI' : 'PSI of missing values'} ${score(change.value)}, ${result?.severity ?? ''}`}`,
    };
  });
  const values = points.flatMap(({ psi }) => (psi === null ? [] : [psi]));
  const top = Math.max(thresholds.significant_change * 1.4, ...values.map((value) => value * 1.15));
  const best = points.filter(({ psi }) => psi !== null).sort((a, b) => (b.psi ?? 0) - (a.psi ?? 0))[0];
  return {
    points,
    floor: trend.map(({ result }, index) => ({
      x: x(index),
      psi: result === undefined ? null : (statisticNumber(result, 'psi', 'noise_floor') ?? null),
    })),
    bands: bands(thresholds, top),
    steps: steps(thresholds, top),
    labels: windowLabels(
      trend.map(({ window }) => window),
      ROOM,
    ),
    peak: best?.psi == null ? [] : [{ x: best.x, psi: best.psi, label: score(best.psi) }],
  };
}

function bands(
  { no_change, small_change, significant_change }: Thresholds,
  top: number,
): TrendDrawing['bands'] {
  const edges = [0, no_change, small_change, significant_change, top];
  return severities.map((severity, index) => ({
    severity,
    from: edges[index] ?? 0,
    to: edges[index + 1] ?? top,
  }));
}

/** The thresholds, and round numbers above them where the scale leaves room. */
function steps({ no_change, significant_change }: Thresholds, top: number): TrendDrawing['steps'] {
  const candidates = [0, no_change, significant_change, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000];
  const kept: number[] = [];
  for (const value of candidates) {
    const apart = Math.sqrt(value / top) - Math.sqrt((kept.at(-1) ?? -1) / top);
    if (value <= top && !(apart < 0.13)) kept.push(value);
  }
  return kept.map((psi) => ({ psi, label: String(psi) }));
}
