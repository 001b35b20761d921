import { presentRows } from '../profile/profile.js';
import * as registry from '../statistics/index.js';
import type { Comparison, Statistic } from '../statistics/statistic.js';
import { distributionEvidence, missingEvidence, type Evidence } from './evidence.js';
import { benjaminiHochberg } from './falseDiscovery.js';
import { localEffect } from './localEffect.js';
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
  /** Why there can be no verdict, whatever the rows say. */
  readonly inconclusive?: string | undefined;
}

/**
 * The two verdicts of each feature of one check. `drifted`: is there evidence of change at the false-discovery rate,
 * corrected over all features, and an effect worth the name? `severity`: how large is it against the thresholds?
 */
export function judge(features: readonly NamedComparison[], settings: DetectionSettings): FeatureResult[] {
  return judgeExamined(
    features.map((feature) => examine(feature, settings)),
    settings,
  );
}

/** A feature's statistics and evidence, before they are corrected for the other features of the check. */
export interface Examined extends NamedComparison {
  readonly results: Readonly<Record<string, StatisticResult>>;
  readonly evidence: readonly Evidence[];
}

/** The first half of `judge`, which needs nothing of the other features. */
export function examine(feature: NamedComparison, settings: DetectionSettings): Examined {
  const { comparison, inconclusive } = feature;
  const results = computeStatistics(comparison, settings);
  const evidence =
    inconclusive === undefined
      ? [
          distributionEvidence(comparison, results, settings.minRows),
          missingEvidence(comparison, results, settings.minRows),
        ].filter((item) => item !== undefined)
      : [];
  return { ...feature, results, evidence };
}

/** The second half of `judge`: corrects the evidence over all features of the check. */
export function judgeExamined(features: readonly Examined[], settings: DetectionSettings): FeatureResult[] {
  const pValues = features.flatMap(({ evidence }) => evidence.map(({ pValue }) => pValue));
  const adjusted = benjaminiHochberg(pValues);
  let next = 0;
  return features.map(({ evidence, ...rest }) => {
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

function featureResult(judged: Examined, settings: DetectionSettings): FeatureResult {
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
  judged: Examined,
  thresholds: SeverityThresholds,
  settings: DetectionSettings,
): Pick<FeatureResult, 'drifted' | 'severity' | 'reason'> {
  const { comparison, variation, inconclusive, results, evidence } = judged;
  const { falseDiscoveryRate, minEffect, minRows } = settings;
  const noiseFloor = Number(results.psi?.noise_floor ?? 0);
  const largest = worst(proven(judged, settings));
  if (largest !== undefined) {
    const severity = severityOf(largest.effect, thresholds);
    return {
      drifted: true,
      severity,
      reason:
        driftReason(comparison, largest, noiseFloor, severity, thresholds, minEffect) +
        beyondReason(largest, variation),
    };
  }
  if (!isConclusive(judged)) {
    const reason = inconclusive ?? inconclusiveReason(comparison, minRows);
    return { drifted: null, severity: 'inconclusive', reason };
  }
  const [usual] = certain(judged, settings);
  const reason =
    usual === undefined
      ? quietReason(evidence, noiseFloor, falseDiscoveryRate)
      : usualReason(usual, variation);
  return { drifted: false, severity: 'none', reason };
}

function certain({ evidence, comparison }: Examined, settings: DetectionSettings): Evidence[] {
  const { falseDiscoveryRate, minEffect } = settings;
  return evidence.filter(
    ({ of, pValue, effect }) =>
      pValue <= falseDiscoveryRate &&
      (effect >= minEffect ||
        // of what PSI over all cells hides
        (of === 'distribution' && (localEffect(comparison)?.psi ?? 0) >= minEffect)),
  );
}

function proven(judged: Examined, settings: DetectionSettings): Evidence[] {
  return certain(judged, settings).filter((item) => isBeyond(item, judged.variation));
}

function worst([first, ...others]: readonly Evidence[]): Evidence | undefined {
  return first && others.reduce((most, item) => (item.effect > most.effect ? item : most), first);
}

/** A change in missing values alone can't say that the values themselves are as they were. */
function isConclusive({ evidence }: Examined): boolean {
  return evidence.some((item) => item.of === 'distribution');
}

/** How much an effect matters. */
export function severityOf(effect: number, { small, significant, critical }: SeverityThresholds): Severity {
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
