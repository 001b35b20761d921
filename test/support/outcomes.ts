/** Made-up outcomes of checks, for tests and screenshots of reports: exact counts of known distributions, no randomness. */
import type {
  CheckOutcome,
  CheckResult,
  FeatureResult,
  Severity,
} from '../../exporter/src/detection/result.js';
import type { CategoricalGrid } from '../../exporter/src/profile/grid.js';
import { presentRows } from '../../exporter/src/profile/profile.js';
import type { ReportOptions } from '../../exporter/src/reports/reportFormat.js';
import * as statistics from '../../exporter/src/statistics/index.js';
import type { Comparison } from '../../exporter/src/statistics/statistic.js';
import { driftingFeature } from './driftingFeatures.js';
import { categoryProfile } from './profiles.js';

/** Names that break reports which do not escape. */
export const hostileNames = [
  '<script>alert("x")</script>',
  `quotes " ' and \\ & ampersand`,
  'pipe | and `tick` *star* [link](http://example.com)',
  'line\nbreak\u0000and\u001b[31mred',
  'עברית \u202eright to left',
  '👩‍👩‍👧 emoji 漢字の名前',
  `x${'long_name_'.repeat(20)}`,
  '',
];

export const thresholds = { no_change: 0.1, small_change: 0.2, significant_change: 0.25 };

export const reportOptions: ReportOptions = {
  color: false,
  width: 80,
  failOn: 'significant',
  maxPictures: 100,
  thresholds,
  generatedAt: new Date('2026-01-02T03:04:05Z'),
};

/** The result that detection would give, with every statistic of the registry. */
export function resultOf(feature: string, comparison: Comparison): FeatureResult {
  const { reference, current } = comparison;
  const present = { reference: presentRows(reference), current: presentRows(current) };
  const inconclusive = Math.min(present.reference, present.current) < 30;
  const computed = Object.values(statistics).flatMap((statistic) => {
    const result = statistic.compute(comparison, { significanceLevel: 0.05 });
    return result === undefined || inconclusive ? [] : [[statistic.id, { ...result }] as const];
  });
  const results: FeatureResult['statistics'] = Object.fromEntries(computed);
  const number = (id: string, key: string): number => Number(results[id]?.[key] ?? 0);
  const [psi, missing, floor] = [
    number('psi', 'value'),
    number('missing_psi', 'value'),
    number('psi', 'noise_floor'),
  ];
  const drifted = Math.max(psi, missing) > Math.max(floor, 0.01);
  const severity = inconclusive ? 'inconclusive' : drifted ? severityOf(Math.max(psi, missing)) : 'none';
  return {
    feature,
    kind: reference.grid.kind,
    drifted: inconclusive ? null : drifted,
    severity,
    reason: reason(severity, psi, missing, floor),
    rows: { reference: reference.rows, current: current.rows },
    missing_ratio: {
      reference: reference.missing / Math.max(1, reference.rows),
      current: current.missing / Math.max(1, current.rows),
    },
    ...(reference.grid.kind === 'numeric'
      ? { out_of_range_ratio: (current.below + current.above) / Math.max(1, present.current) }
      : { unseen_ratio: current.unseen / Math.max(1, present.current) }),
    statistics: results,
  };
}

function severityOf(worse: number): Severity {
  if (worse >= thresholds.significant_change) return 'critical';
  if (worse >= thresholds.small_change) return 'significant';
  return worse >= thresholds.no_change ? 'small' : 'none';
}

function reason(severity: Severity, psi: number, missing: number, floor: number): string {
  if (severity === 'inconclusive') return 'too few rows: 12 of at least 30';
  const name = missing > psi ? 'PSI of missing values' : 'PSI';
  const worse = Math.max(psi, missing);
  if (severity === 'none') return `${name} ${worse.toFixed(3)} is below the threshold of 0.1`;
  return `${name} ${worse.toFixed(3)} is above the threshold of ${severity === 'critical' ? 0.25 : severity === 'significant' ? 0.2 : 0.1} and its noise floor of ${floor.toFixed(4)}`;
}

/** Outcomes of one model with so many features in so many windows; one window has no name, as in a plain check. */
export function outcomes(features: number, windows: number, model = 'credit risk'): CheckOutcome[] {
  return Array.from({ length: windows }, (_, window) => {
    const drawn = Array.from({ length: features }, (_, index) => driftingFeature(index, window, windows));
    return outcomeOf(
      model,
      drawn.map(({ name, comparison: one }) => [name, one]),
      windows === 1 ? {} : { window_name: `2013-${String(window + 1).padStart(2, '0')}` },
    );
  });
}

export function outcomeOf(
  model: string,
  compared: readonly (readonly [string, Comparison])[],
  extra: Partial<CheckResult> = {},
): CheckOutcome {
  const results = compared.map(([name, comparison]) => resultOf(name, comparison));
  const order: readonly Severity[] = ['critical', 'significant', 'small', 'none'];
  return {
    result: {
      model,
      drifted: results.some(({ drifted }) => drifted === true),
      severity:
        order.find((severity) => results.some((result) => result.severity === severity)) ?? 'inconclusive',
      reference: { rows: compared[0]?.[1].reference.rows ?? 0, version: '3f9c2a71' },
      current: { rows: compared[0]?.[1].current.rows ?? 0 },
      excluded: [
        {
          feature: 'application_id',
          reason: 'almost every value occurs once: 20,432 distinct values in 20,432 rows',
        },
      ],
      failed: [],
      warnings: [],
      features: results,
      ...extra,
    },
    comparisons: new Map(compared),
  };
}

/** Every hostile name as model, feature, category, window, reason and warning. */
export function hostileOutcomes(): CheckOutcome[] {
  const grid: CategoricalGrid = {
    kind: 'categorical',
    categories: hostileNames,
    others: hostileNames,
    complete: true,
  };
  const weights = hostileNames.map((_, index) => index + 1);
  const comparison: Comparison = {
    reference: categoryProfile(grid, weights, 5000),
    current: categoryProfile(grid, [...weights].reverse(), 4000, 40),
  };
  const list = hostileNames.join(' ');
  return hostileNames.slice(0, 2).map((window_name) => {
    const extra = {
      window_name,
      warnings: [list],
      excluded: [{ feature: list, reason: list }],
      failed: [{ feature: list, error: list }],
    };
    const outcome = outcomeOf(
      list,
      hostileNames.map((name) => [name, comparison]),
      { ...extra, reference: { rows: 5000, version: list } },
    );
    return {
      ...outcome,
      result: {
        ...outcome.result,
        features: outcome.result.features.map((feature) => ({ ...feature, reason: list })),
      },
    };
  });
}
