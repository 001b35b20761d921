import { momentsOf } from '../profile/moments.js';
import { presentRows, psiCounts } from '../profile/profile.js';
import type { Comparison } from '../statistics/statistic.js';
import type { Evidence } from './evidence.js';
import { localEffect, type LocalEffect } from './localEffect.js';
import type { Severity } from './result.js';
import type { SeverityThresholds } from './settings.js';

/** As reports write it, which stand beside reasons. */
const MINUS = '−';

/** Three significant digits: enough to act on, few enough to read. */
export function short(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  const text =
    magnitude >= 1e6 || magnitude < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replace(/^-/, MINUS);
}

/** A measurement, to a tenth of the deviation or finer: what lies below says nothing. */
function measured(value: number, deviation: number): string {
  const decimals = 1 - Math.floor(Math.log10(deviation));
  const isPlain = Math.abs(value) < 1e12 && decimals >= 0 && decimals <= 6;
  return isPlain ? String(Number(value.toFixed(decimals))).replace(/^-/, MINUS) : short(value);
}

function percent(share: number): string {
  return `${short(share * 100)} %`;
}

/** Why nothing can be said. */
export function inconclusiveReason({ reference, current }: Comparison, minRows: number): string {
  const sides = [
    ['reference', reference],
    ['current', current],
  ] as const;
  const few = sides.filter(([, profile]) => presentRows(profile) < minRows);
  const counted = few.map(([side, profile]) => `${presentRows(profile)} ${side} rows with a value`);
  return `${counted.join(' and ')}; at least ${minRows} are needed`;
}

/** Why a feature has not drifted. */
export function quietReason(
  evidence: readonly Evidence[],
  noiseFloor: number,
  falseDiscoveryRate: number,
): string {
  const { effect, pValue } = evidence[0] ?? { effect: 0, pValue: 1 };
  if (pValue <= falseDiscoveryRate) return `changed, but too little to matter: PSI ${short(effect)}`;
  const evidenceOf = effect > noiseFloor ? 'too little evidence' : 'no evidence';
  return `${evidenceOf} of change: PSI ${short(effect)}, of which up to ${short(noiseFloor)} is noise`;
}

/** Why a feature has drifted, from what to what, and against which threshold. */
export function driftReason(
  comparison: Comparison,
  worst: Evidence,
  noiseFloor: number,
  severity: Severity,
  thresholds: SeverityThresholds,
  minEffect: number,
): string {
  const limit =
    severity === 'critical' || severity === 'significant' || severity === 'small'
      ? thresholds[severity]
      : undefined;
  const against =
    limit === undefined ? `below ${short(thresholds.small)}` : `${severity} from ${short(limit)}`;
  if (worst.of === 'missing') {
    const { reference, current } = comparison;
    const [before, after] = [reference, current].map(({ missing, rows }) => percent(missing / rows));
    return `missing ${before} → ${after}: PSI of missing values ${short(worst.effect)} (${against})`;
  }
  const local = worst.effect < minEffect ? localEffect(comparison) : undefined;
  const what = local === undefined ? change(comparison) : localChange(local);
  return `${what}: PSI ${short(worst.effect)} (${against}; up to ${short(noiseFloor)} is noise)`;
}

/** What has changed where all cells together hardly have. */
function localChange({ from, to, shares }: LocalEffect): string {
  const values =
    to === Infinity
      ? `values above ${short(from)}`
      : from === -Infinity
        ? `values up to ${short(to)}`
        : `values above ${short(from)} up to ${short(to)}`;
  return `${values} ${shares.map(percent).join(' → ')}`;
}

/** From what to what: the mean or, where it stayed, the deviation; or the category whose share moved most. */
function change({ reference, current }: Comparison): string {
  const { grid } = reference;
  if (grid.kind === 'numeric') {
    const [before, after] = [reference, current].map((profile) => momentsOf(profile, grid));
    const moved = (['mean', 'deviation'] as const)
      .map((name) => ({ name, values: [before, after].map((side) => written(side?.[name], grid.deviation)) }))
      .find(({ values: [one, other] }) => one !== undefined && other !== undefined && one !== other);
    return moved === undefined ? 'values changed' : `${moved.name} ${moved.values.join(' → ')}`;
  }
  const names = [
    ...grid.categories.map((name) => JSON.stringify(name)),
    'other categories',
    'unseen categories',
  ];
  const [before, after] = [reference, current].map((profile) =>
    Array.from(psiCounts(profile), (count) => count / presentRows(profile)),
  );
  const moves = names.map((name, cell) => ({ name, from: before?.[cell] ?? 0, to: after?.[cell] ?? 0 }));
  const largest = moves.reduce((most, move) =>
    Math.abs(move.to - move.from) > Math.abs(most.to - most.from) ? move : most,
  );
  return `${largest.name} ${percent(largest.from)} → ${percent(largest.to)}`;
}

function written(value: number | undefined, deviation: number): string | undefined {
  return value === undefined || !Number.isFinite(value) ? undefined : measured(value, deviation);
}
