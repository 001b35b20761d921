import type { Replay } from '../../exporter/src/alerts/backtest/replay.js';
import type { SeverityThresholds } from '../../exporter/src/detection/settings.js';

export const HOUR = 3_600_000;
export const REPLAY_FROM = Date.UTC(2024, 0, 1);

/** A feature of a replay: by bucket, the change that shows while in drift; `null` where it is in none. */
export interface DrawnFeature {
  readonly effects: readonly (number | null)[];
  readonly thresholds?: Partial<SeverityThresholds>;
  /** Buckets in which PSI and KS by themselves alert. */
  readonly psi?: readonly number[];
  readonly ks?: readonly number[];
}

/** A replay from the first of January 2024 on; features that are shorter end without drift. */
export function replayOf(features: Readonly<Record<string, DrawnFeature>>, bucket = HOUR): Replay {
  const buckets = Math.max(...Object.values(features).map(({ effects }) => effects.length));
  const marked = (indices: readonly number[] = []): Uint8Array =>
    Uint8Array.from({ length: buckets }, (_, index) => Number(indices.includes(index)));
  return {
    model: 'a model',
    bucket,
    from: REPLAY_FROM,
    buckets,
    features: Object.entries(features).map(([feature, { effects, thresholds, psi, ks }]) => ({
      feature,
      thresholds: { small: 0.1, significant: 0.2, critical: 0.25, ...thresholds },
      active: Uint8Array.from({ length: buckets }, (_, index) => Number((effects[index] ?? null) !== null)),
      effects: worstSoFar(effects, buckets),
      naive: { psi: marked(psi), ks: marked(ks) },
    })),
  };
}

/** The largest since a drift began, as the monitor keeps it. */
function worstSoFar(effects: DrawnFeature['effects'], buckets: number): Float64Array {
  let worst = 0;
  return Float64Array.from({ length: buckets }, (_, index) => {
    const effect = effects[index] ?? null;
    worst = effect === null ? 0 : Math.max(worst, effect);
    return worst;
  });
}

/** The same value so many times. */
export function hours<Value>(count: number, value: Value): Value[] {
  return new Array<Value>(count).fill(value);
}
