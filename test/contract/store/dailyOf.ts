import { severities } from '../../../exporter/src/detection/result.js';
import type { KeptScore } from '../../../exporter/src/store/store.js';
import { DAY } from './fixture.js';

const orderOf = ({ result: { severity } }: KeptScore): number =>
  severities.findIndex((name) => name === severity);
const of = (score: KeptScore, statistic: string, key: string): number | null =>
  (score.result.statistics[statistic]?.[key] as number | undefined) ?? null;
const psiOf = (score: KeptScore): number | null => of(score, 'psi', 'value');

/** What scores are by day, worked out by other means than the store's: rows of v1_daily_scores without a reference in use. */
export function dailyOf(model: string, scores: readonly KeptScore[]): object[] {
  const days = new Map<string, KeptScore[]>();
  for (const score of scores) {
    const day = new Date((Math.ceil(score.to / DAY) - 1) * DAY).toISOString().slice(0, 10);
    const key = [score.result.feature, score.windowName, day].join(' ');
    days.set(key, [...(days.get(key) ?? []), score]);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, windows]) => rowOf(model, key.split(' ')[2], windows));
}

function rowOf(model: string, day: string | undefined, windows: readonly KeptScore[]): object {
  const [worst] = [...windows].sort(
    (a, b) => orderOf(b) - orderOf(a) || (psiOf(b) ?? -1) - (psiOf(a) ?? -1) || b.to - a.to,
  );
  if (worst === undefined) throw new RangeError('a day without windows');
  const largest = (value: (score: KeptScore) => number | null | undefined): number | null =>
    windows.reduce<number | null>((most, score) => {
      const one = value(score) ?? null;
      return one === null || (most !== null && most >= one) ? most : one;
    }, null);
  const verdicts = windows.flatMap(({ result: { drifted } }) => (drifted === null ? [] : [drifted]));
  const psis = windows.flatMap((score) => psiOf(score) ?? []);
  const { result, thresholds } = worst;
  const order = orderOf(worst);
  return {
    model,
    reference_version: worst.version,
    segment: '',
    feature: result.feature,
    window_name: worst.windowName,
    day,
    kind: result.kind,
    windows: windows.length,
    windows_inconclusive: windows.filter(({ result: { severity } }) => severity === 'inconclusive').length,
    drifted: verdicts.length === 0 ? null : verdicts.includes(true),
    severity: result.severity,
    severity_order: order < 0 ? null : order,
    psi: largest(psiOf),
    psi_mean:
      psis.length === 0 ? null : expect.closeTo(psis.reduce((sum, psi) => sum + psi, 0) / psis.length, 12),
    psi_noise_floor: of(worst, 'psi', 'noise_floor'),
    psi_reference_variation: result.reference_variation?.psi ?? null,
    rows_current: result.rows.current,
    reason: result.reason,
    window_end_utc: new Date(worst.to),
    missing_psi: largest((score) => of(score, 'missing_psi', 'value')),
    missing_ratio: largest((score) => score.result.missing_ratio.current),
    unseen_ratio: largest((score) => score.result.unseen_ratio),
    out_of_range_ratio: largest((score) => score.result.out_of_range_ratio),
    ks_statistic: largest((score) => of(score, 'ks', 'statistic')),
    jensen_shannon_distance: largest((score) => of(score, 'jensen_shannon', 'distance')),
    wasserstein_distance_normalized: largest((score) => of(score, 'wasserstein', 'normalized')),
    threshold_small: thresholds?.small ?? null,
    threshold_significant: thresholds?.significant ?? null,
    threshold_critical:
      thresholds === undefined || thresholds.critical === Infinity ? null : thresholds.critical,
    active_reference: false,
  };
}
