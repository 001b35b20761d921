import { severities } from '../../detection/result.js';
import type { FeatureResult, Severity } from '../../detection/result.js';
import { effect, statisticNumber } from '../models.js';
import { score } from '../numbers.js';
import type { Thresholds } from '../reportFormat.js';
import { columns, plainLine, truncate } from '../text.js';

export const TREND_WIDTH = 384;
/** Room for labels beside the plot. */
export const TREND_LEFT = 40;
const MARGIN = 12;
const CHARACTER = 6.2;
const MAX_LABEL = 14;

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
  const x = (index: number): number =>
    trend.length < 2 ? TREND_WIDTH / 2 : Math.round(12 + ((TREND_WIDTH - 24) * index) / (trend.length - 1));
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
    labels: labels(trend, x),
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

/** As many window names as fit, the newest among them. */
function labels(trend: readonly TrendPoint[], x: (index: number) => number): TrendDrawing['labels'] {
  const names = trend.map(({ window }) => truncate(plainLine(window), MAX_LABEL));
  const widest = Math.max(1, ...names.map(columns)) * CHARACTER + 8;
  const stride = Math.max(1, Math.ceil((widest * (trend.length - 1)) / (TREND_WIDTH - 24)));
  return names.flatMap((label, index) => {
    if ((trend.length - 1 - index) % stride !== 0) return [];
    // Centred below its point, unless that would leave the picture.
    const half = (columns(label) * CHARACTER) / 2;
    return [{ x: Math.min(TREND_WIDTH + MARGIN - half, Math.max(half - TREND_LEFT, x(index))), label }];
  });
}
