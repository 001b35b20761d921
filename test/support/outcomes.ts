/** Made-up outcomes of checks, for tests and screenshots of reports: exact counts of known distributions, no randomness. */
import type { CheckOutcome, CheckResult, FeatureResult, Severity } from '../../exporter/src/detection/result.js';
import type { CategoricalGrid, NumericGrid } from '../../exporter/src/profile/grid.js';
import { presentRows, type Profile } from '../../exporter/src/profile/profile.js';
import type { ReportOptions } from '../../exporter/src/reports/reportFormat.js';
import * as statistics from '../../exporter/src/statistics/index.js';
import type { Comparison } from '../../exporter/src/statistics/statistic.js';

export const thresholds = { no_change: 0.1, small_change: 0.2, significant_change: 0.25 };

export const reportOptions: ReportOptions = {
  color: false,
  width: 80,
  failOn: 'significant',
  maxPictures: 100,
  thresholds,
  generatedAt: new Date('2026-01-02T03:04:05Z'),
};

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

/** Counts of a normal distribution on a grid with edges at deciles and at thirty round steps. */
export function numericGrid(mean: number, deviation: number): NumericGrid {
  const deciles = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816].map((z) => mean + z * deviation);
  const step = deviation / 5;
  const first = Math.round((mean - 3 * deviation) / step);
  const drawing = Array.from({ length: 31 }, (_, index) => (first + index) * step);
  const edges = [...new Set([...deciles, ...drawing])].sort((a, b) => a - b);
  return {
    kind: 'numeric',
    edges: Float64Array.from(edges),
    psiEdges: Uint32Array.from(deciles, (edge) => edges.indexOf(edge)),
    drawingEdges: Uint32Array.from(drawing, (edge) => edges.indexOf(edge)),
    minimum: mean - 4 * deviation,
    maximum: mean + 4 * deviation,
    mean,
    deviation,
  };
}

export function normalProfile(grid: NumericGrid, mean: number, deviation: number, rows: number, missing = 0): Profile {
  const below = [...grid.edges].map((edge) => normal((edge - mean) / deviation));
  const present = rows - missing;
  const counts = Float64Array.from([...below, 1], (share, index) => Math.round((share - (below[index - 1] ?? 0)) * present));
  return profileOf(grid, counts, missing, { above: counts.at(-1) ?? 0, below: counts[0] ?? 0 });
}

export function categoryProfile(grid: CategoricalGrid, weights: readonly number[], rows: number, missing = 0): Profile {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const size = grid.categories.length + 2;
  const counts = Float64Array.from({ length: size }, (_, index) => Math.round(((weights[index] ?? 0) / sum) * (rows - missing)));
  return profileOf(grid, counts, missing, { unseen: counts.at(-1) ?? 0 });
}

export function profileOf(grid: Profile['grid'], counts: Float64Array, missing = 0, side: Partial<Profile> = {}): Profile {
  const sums = new Float64Array(grid.kind === 'numeric' ? counts.length : 0);
  const rows = counts.reduce((total, count) => total + count, missing);
  return { grid, rows, missing, counts, sums, squares: sums, infinite: 0, below: 0, above: 0, unseen: 0, joint: {}, ...side };
}

function normal(z: number): number {
  // Zelen and Severo's approximation, to 1e-7.
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
  return z > 0 ? 1 - upper : upper;
}

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
  const [psi, missing, floor] = [number('psi', 'value'), number('missing_psi', 'value'), number('psi', 'noise_floor')];
  const drifted = Math.max(psi, missing) > Math.max(floor, 0.01);
  const severity = inconclusive ? 'inconclusive' : drifted ? severityOf(Math.max(psi, missing)) : 'none';
  return {
    feature,
    kind: reference.grid.kind,
    drifted: inconclusive ? null : drifted,
    severity,
    reason: reason(severity, psi, missing, floor),
    rows: { reference: reference.rows, current: current.rows },
    missing_ratio: { reference: reference.missing / Math.max(1, reference.rows), current: current.missing / Math.max(1, current.rows) },
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

const numericNames = ['credit_score', 'income', 'age', 'loan_amount', 'temperature_f', 'humidity_pct', 'session_seconds', 'distance_miles'];
const categoricalNames = ['country', 'carrier', 'device', 'purpose', 'origin', 'plan', 'dest', 'browser'];
const values = ['Germany', 'France', 'Italy', 'Spain', 'Poland', 'Romania', 'Netherlands', 'Belgium', 'Greece', 'Czechia', 'Portugal', 'Sweden', 'Hungary', 'Austria', 'Bulgaria'];

/** One of several kinds of feature by its number, and how it moves through the windows. */
function comparison(index: number, window: number, windows: number): { name: string; comparison: Comparison } {
  const rows = { reference: 20_432, current: 8_200 + 137 * window };
  const round = Math.floor(index / 2);
  const progress = windows === 1 ? 1 : window / (windows - 1);
  // A few move much, some move and come back, most only wobble.
  const strength = [0.9, 0.32, 0.12, 0.55, 0.03, 0.02, 0.01, 0.04][index % 8] ?? 0;
  const move = strength * (index % 3 === 1 ? Math.sin(progress * Math.PI) + (windows === 1 ? 1 : 0) : progress) * (index < 24 ? 1 : 0.3);
  const suffix = index < 16 ? '' : `_${Math.floor(index / 16) + 1}`;
  if (index % 2 === 0) {
    const [mean, deviation] = [[680, 50], [52_000, 14_000], [41, 11], [12.5, 4]][round % 4] ?? [0, 1];
    const grid = numericGrid(mean ?? 0, deviation ?? 1);
    const missing = index % 10 === 4 ? 0.25 * progress : 0.004;
    return {
      name: `${numericNames[round % 8]}${suffix}`,
      comparison: {
        reference: normalProfile(grid, grid.mean, grid.deviation, rows.reference, Math.round(0.003 * rows.reference)),
        current: normalProfile(grid, grid.mean + move * grid.deviation, grid.deviation * (1 + move / 4), rows.current, Math.round(missing * rows.current)),
      },
    };
  }
  const size = 3 + ((index * 5) % 13);
  const grid: CategoricalGrid = { kind: 'categorical', categories: values.slice(0, size), others: size > 8 ? ['Malta', 'Cyprus'] : [], complete: true };
  const weights = Array.from({ length: size + 2 }, (_, place) => (place === size + 1 ? 0 : place === size ? Number(size > 8) * 0.3 : 10 / (place + 1)));
  const moved = weights.map((weight, place) => (place === size + 1 ? move : weight * (1 + move * (place % 3 === 1 ? 2 : -0.4))));
  return {
    name: `${categoricalNames[round % 8]}${suffix}`,
    comparison: { reference: categoryProfile(grid, weights, rows.reference, Math.round(0.0012 * rows.reference)), current: categoryProfile(grid, moved, rows.current, Math.round(0.001 * rows.current)) },
  };
}

/** Outcomes of one model with so many features in so many windows; one window has no name, as in a plain check. */
export function outcomes(features: number, windows: number, model = 'credit risk'): CheckOutcome[] {
  return Array.from({ length: windows }, (_, window) => {
    const drawn = Array.from({ length: features }, (_, index) => comparison(index, window, windows));
    return outcomeOf(
      model,
      drawn.map(({ name, comparison: one }) => [name, one]),
      windows === 1 ? {} : { window_name: `2013-${String(window + 1).padStart(2, '0')}` },
    );
  });
}

export function outcomeOf(model: string, compared: readonly (readonly [string, Comparison])[], extra: Partial<CheckResult> = {}): CheckOutcome {
  const results = compared.map(([name, comparison]) => resultOf(name, comparison));
  const order: readonly Severity[] = ['critical', 'significant', 'small', 'none'];
  return {
    result: {
      model,
      drifted: results.some(({ drifted }) => drifted === true),
      severity: order.find((severity) => results.some((result) => result.severity === severity)) ?? 'inconclusive',
      reference: { rows: compared[0]?.[1].reference.rows ?? 0, version: '3f9c2a71' },
      current: { rows: compared[0]?.[1].current.rows ?? 0 },
      excluded: [{ feature: 'application_id', reason: 'almost every value occurs once: 20,432 distinct values in 20,432 rows' }],
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
  const grid: CategoricalGrid = { kind: 'categorical', categories: hostileNames, others: hostileNames, complete: true };
  const weights = hostileNames.map((_, index) => index + 1);
  const comparison: Comparison = {
    reference: categoryProfile(grid, weights, 5000),
    current: categoryProfile(grid, [...weights].reverse(), 4000, 40),
  };
  const list = hostileNames.join(' ');
  return hostileNames.slice(0, 2).map((window_name) => {
    const extra = { window_name, warnings: [list], excluded: [{ feature: list, reason: list }], failed: [{ feature: list, error: list }] };
    const outcome = outcomeOf(list, hostileNames.map((name) => [name, comparison]), { ...extra, reference: { rows: 5000, version: list } });
    return { ...outcome, result: { ...outcome.result, features: outcome.result.features.map((feature) => ({ ...feature, reason: list })) } };
  });
}
