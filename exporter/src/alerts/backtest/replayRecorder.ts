import { cellScore } from '../../detection/overTime/cellScore.js';
import { thresholdsOf, type DetectionSettings } from '../../detection/settings.js';
import type { ClosedBucket } from '../../monitor/judgeClosed.js';
import { presentRows, psiCounts, referencePsiCounts } from '../../profile/profile.js';
import { gridKolmogorovSmirnov } from '../../statistics/gridKolmogorovSmirnov.js';
import { kolmogorovSmirnov } from '../../statistics/kolmogorovSmirnov.js';
import type { Comparison } from '../../statistics/statistic.js';
import { NAIVE } from './naiveAlerts.js';
import type { Replay } from './replay.js';

const DAY = 86_400_000;

interface Series {
  readonly active: Uint8Array;
  readonly effects: Float64Array;
  readonly naive: { readonly psi: Uint8Array; readonly ks: Uint8Array };
}

/** The window that the naive rules look at: the one nearest to a day. */
export function naiveWindow(lengths: readonly number[]): number {
  const distance = (length: number): number => Math.abs(Math.log(length / DAY));
  return lengths.reduce(
    (best, length) => (distance(length) < distance(best) ? length : best),
    lengths[0] ?? DAY,
  );
}

/** Takes in closed buckets in order of time and keeps of each only what alerts depend on. */
export class ReplayRecorder {
  readonly #series: ReadonlyMap<string, Series>;
  readonly #naiveWindow: number;
  #next = 0;

  constructor(
    readonly model: string,
    features: readonly string[],
    readonly span: { readonly from: number; readonly bucket: number; readonly buckets: number },
    readonly settings: DetectionSettings,
    lengths: readonly number[],
  ) {
    const { buckets } = span;
    this.#naiveWindow = naiveWindow(lengths);
    this.#series = new Map(
      features.map((feature) => [
        feature,
        {
          active: new Uint8Array(buckets),
          effects: new Float64Array(buckets),
          naive: { psi: new Uint8Array(buckets), ks: new Uint8Array(buckets) },
        },
      ]),
    );
  }

  take({ activities, compared }: Pick<ClosedBucket, 'activities' | 'compared'>): void {
    const index = this.#next++;
    for (const [feature, { active, effects }] of this.#series) {
      const activity = activities.get(feature);
      if (activity?.active !== true) continue;
      active[index] = 1;
      effects[index] = activity.effect ?? 0;
    }
    for (const [feature, { comparison, inconclusive }] of compared.get(this.#naiveWindow) ?? []) {
      const { naive } = this.#series.get(feature) ?? {};
      if (naive === undefined || inconclusive !== undefined || !this.#hasRows(comparison)) continue;
      naive.psi[index] = Number(psiOf(comparison) >= NAIVE.psi);
      naive.ks[index] = Number(differsByTest(comparison, this.settings));
    }
  }

  finish(): Replay {
    const features = Array.from(this.#series, ([feature, series]) => ({
      feature,
      thresholds: thresholdsOf(feature, this.settings),
      ...series,
    }));
    return { model: this.model, ...this.span, features };
  }

  #hasRows({ reference, current }: Comparison): boolean {
    return Math.min(presentRows(reference), presentRows(current)) >= this.settings.minRows;
  }
}

function psiOf({ reference, current }: Comparison): number {
  return cellScore(referencePsiCounts(reference), psiCounts(current)).psi;
}

/** Scaled distances between which Kolmogorov's p-value may be on either side of `NAIVE.pValue`, from 30 rows on. */
const UNCLEAR = { from: 1.2, to: 1.5 } as const;

/** Whether the Kolmogorov–Smirnov test alone would alert; its p-value is worked out where it is close. */
function differsByTest(comparison: Comparison, settings: DetectionSettings): boolean {
  const { reference, current } = comparison;
  if (reference.grid.kind !== 'numeric') return false;
  const [n, m] = [presentRows(reference), presentRows(current)];
  const { statistic = 0 } = gridKolmogorovSmirnov(comparison) ?? {};
  const distance = statistic * Math.sqrt((n * m) / (n + m));
  if (distance < UNCLEAR.from || distance > UNCLEAR.to) return distance > UNCLEAR.to;
  const { p_value: pValue = 1 } = kolmogorovSmirnov.compute(comparison, settings) ?? {};
  return pValue < NAIVE.pValue;
}
