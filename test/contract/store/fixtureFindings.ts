import type { ModelFindings } from '../../../exporter/src/store/records.js';

/** One finding of every kind, with every property. */
export function fixtureFindings(
  feature: string,
  windowName: string,
  to: number,
  value = 0.25,
): ModelFindings {
  const window = { windowName, from: to - Number.parseInt(windowName) * 3_600_000, to };
  return {
    performance: [
      {
        ...{ ...window, metric: 'roc_auc', value, estimated: 0.7, estimatedLower: 0.6, estimatedUpper: 0.8 },
        ...{ reference: 0.79, conceptDetected: true, rows: 100, labelledRows: 40 },
      },
    ],
    covariate: [
      {
        ...{ ...window, statistic: 'correlation', score: value, threshold: 0.1, detected: true },
        reason: 'x and "y" no longer rise together',
      },
    ],
    importance: [
      {
        ...{ ...window, feature, method: 'estimated', share: value, rank: 2 },
        ...{ referenceShare: 0.5, referenceRank: 1, attribution: 0.125 },
      },
    ],
    decompositions: [
      {
        ...{ ...window, feature, target: 'label', change: value },
        ...{ covariate: value, concept: -0.5, interaction: 0.5 },
      },
    ],
    segmentShares: [{ ...window, feature, segment: 'origin=EWR', share: value, rows: 12 }],
    conceptSignals: [{ method: 'adwin', dataUntil: to, level: 'drift', value }],
    probabilities: [{ feature, dataUntil: to, probability: value }],
  };
}

/** The same with the version that the store adds. */
export function kept(findings: ModelFindings, version: string): Record<string, object[]> {
  return Object.fromEntries(
    Object.entries(findings).map(([kind, rows]: [string, readonly object[]]) => [
      kind,
      rows.map((row) => ({ ...row, version })),
    ]),
  );
}
