import { presentRows } from '../profile/profile.js';
import * as registry from '../statistics/index.js';
import type { Comparison, Statistic } from '../statistics/statistic.js';
import { distributionEvidence, missingEvidence, type Evidence } from './evidence.js';
import { benjaminiHochberg } from './falseDiscovery.js';
import { driftReason, inconclusiveReason, quietReason } from './reason.js';
import { severities, type FeatureResult, type Severity, type StatisticResult } from './result.js';
import {
  beyondReason,
  isBeyond,
  publishedVariation,
  usualReason,
  type ReferenceVariation,
} from './variation.js';
import { thresholdsOf, type DetectionSettings, type SeverityThresholds } from './settings.js';

const statistics = (Object.values(registry) as Statistic[]).sort((a, b) => a.order - b.order);

/** A feature's comparison on its way to a verdict. */
export interface NamedComparison {
  readonly feature: string;
  readonly comparison: Comparison;
  /** In the monitor: what a change must also exceed. */
  readonly variation?: ReferenceVariation;
}

/**
 * The two verdicts of each feature of one check. `drifted`: is there evidence of change at the false-discovery rate,
 * corrected over all features, and an effect worth the name? `severity`: how large is it against the thresholds?
 */
export function judge(features: readonly NamedComparison[], settings: DetectionSettings): FeatureResult[] {
  const judged = features.map(({ feature, comparison, variation }) => {
    const results = computeStatistics(comparison, settings);
    const evidence = [
      distributionEvidence(comparison, results, settings.minRows),
      missingEvidence(comparison, results, settings.minRows),
    ].filter((item) => item !== undefined);
    return { feature, comparison, variation, results, evidence };
  });
  const adjusted = benjaminiHochberg(judged.flatMap(({ evidence }) => evidence.map(({ pValue }) => pValue)));
  let next = 0;
  return judged.map(({ evidence, ...rest }) => {
    const corrected = evidence.map((item) => ({ ...item, pValue: adjusted[next++] ?? 1 }));
    return featureResult({ ...rest, evidence: corrected }, settings);
  });
}

/** The worst severity of a check; inconclusive only where every feature is. */
export function worstSeverity(results: readonly { readonly severity: Severity }[]): Severity {
  const known = results.map(({ severity }) => severity).filter((severity) => severity !== 'inconclusive');
  if (known.length === 0) return 'inconclusive';
  return severities.findLast((severity) => known.includes(severity)) ?? 'none';
}

function computeStatistics(
  comparison: Comparison,
  settings: DetectionSettings,
): Record<string, StatisticResult> {
  const { kind } = comparison.reference.grid;
  const results: Record<string, StatisticResult> = {};
  for (const statistic of statistics) {
    if (!statistic.kinds.includes(kind)) continue;
    const result = statistic.compute(comparison, settings);
    if (result !== undefined) results[statistic.id] = result as StatisticResult;
  }
  return results;
}

interface Judged {
  readonly feature: string;
  readonly comparison: Comparison;
  readonly variation: ReferenceVariation | undefined;
  readonly results: Readonly<Record<string, StatisticResult>>;
  readonly evidence: readonly Evidence[];
}

function featureResult(judged: Judged, settings: DetectionSettings): FeatureResult {
  const { feature, comparison, variation, results } = judged;
  const { reference, current } = comparison;
  return {
    feature,
    kind: reference.grid.kind,
    ...verdict(judged, thresholdsOf(feature, settings), settings),
    rows: { reference: reference.rows, current: current.rows },
    missing_ratio: {
      reference: ratio(reference.missing, reference.rows),
      current: ratio(current.missing, current.rows),
    },
    ...sideRatios(comparison),
    ...(variation === undefined ? {} : { reference_variation: publishedVariation(variation) }),
    statistics: results,
  };
}

function verdict(
  { comparison, variation, results, evidence }: Judged,
  thresholds: SeverityThresholds,
  settings: DetectionSettings,
): Pick<FeatureResult, 'drifted' | 'severity' | 'reason'> {
  const { falseDiscoveryRate, minEffect, minRows } = settings;
  const certain = evidence.filter(
    ({ pValue, effect }) => pValue <= falseDiscoveryRate && effect >= minEffect,
  );
  const proven = certain.filter((item) => isBeyond(item, variation));
  const [first, ...others] = proven;
  const noiseFloor = Number(results.psi?.noise_floor ?? 0);
  if (first !== undefined) {
    const worst = others.reduce((most, item) => (item.effect > most.effect ? item : most), first);
    const severity = severityOf(worst.effect, thresholds);
    return {
      drifted: true,
      severity,
      reason:
        driftReason(comparison, worst, noiseFloor, severity, thresholds) + beyondReason(worst, variation),
    };
  }
  // a change in missing values alone can't say that the values themselves are as they were
  if (!evidence.some((item) => item.of === 'distribution')) {
    return { drifted: null, severity: 'inconclusive', reason: inconclusiveReason(comparison, minRows) };
  }
  const [usual] = certain;
  const reason =
    usual === undefined
      ? quietReason(evidence, noiseFloor, falseDiscoveryRate)
      : usualReason(usual, variation);
  return { drifted: false, severity: 'none', reason };
}

function severityOf(effect: number, { small, significant, critical }: SeverityThresholds): Severity {
  if (effect >= critical) return 'critical';
  if (effect >= significant) return 'significant';
  return effect >= small ? 'small' : 'none';
}

function sideRatios({
  reference,
  current,
}: Comparison): Pick<FeatureResult, 'unseen_ratio' | 'out_of_range_ratio'> {
  const { grid } = reference;
  const rows = presentRows(current);
  const knowsAll = grid.kind === 'numeric' ? grid.distinct !== undefined : grid.complete;
  return {
    ...(knowsAll ? { unseen_ratio: ratio(current.unseen, rows) } : {}),
    ...(grid.kind === 'numeric' ? { out_of_range_ratio: ratio(current.below + current.above, rows) } : {}),
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
