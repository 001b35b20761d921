import type { SegmentFinding } from '../../exporter/src/detection/attribution/segmentSearch.js';
import type { ModelFindings } from '../../exporter/src/detection/model/modelFindings.js';

/**
 * What a check finds of a model as a whole whose AUC has fallen and whose inputs have shifted: every number that a metric publishes, no
 * others.
 */
export const wholeModel: ModelFindings = {
  performance: {
    labelled_rows: 1500,
    metrics: {
      roc_auc: {
        reference: { value: 0.79, rows: 4000 },
        measured: { value: 0.61, rows: 1500, lower: 0.58, upper: 0.64 },
        change: { value: 0.61, reference: 0.79, standard_error: 0.02, changed: true, worse: true },
        estimated: { value: 0.74, rows: 4000, lower: 0.71, upper: 0.77 },
      },
      log_loss: {
        reference: { value: 0.42, rows: 4000 },
        measured: { value: 0.58, rows: 1500 },
      },
    },
  },
  concept: { detected: true, reason: 'the ROC AUC at equal predictions changed by −0.13', relations: [] },
  attribution: {
    drift: [
      { feature: 'credit_score', share: 0.625 },
      { feature: 'carrier', share: 0.375 },
    ],
  },
  importance: {
    method: 'estimated',
    target: 'label',
    features: [
      { feature: 'country', rank: 1, share: 0.75 },
      { feature: 'credit_score', rank: 2, share: 0.25 },
    ],
  },
  segment_shares: [
    segmentShare('country=de', 'within', 0.75),
    segmentShare('channel="other"', 'mix', 0.375),
    segmentShare('country=other', 'within', 0.25),
    segmentShare('the fourth is not published', 'within', 0.225),
  ],
  covariate: {
    detected: true,
    statistics: {
      hotelling: { score: 0.3, change: 0.25, noise: 0.02, threshold: 0.125, exceeded: true },
      correlation: { score: 0.04, change: 0.04, noise: 0.02, threshold: 0.08, exceeded: false },
    },
    reason: 'the means of the features have moved',
  },
};

function segmentShare(segment: string, by: 'within' | 'mix', share: number): SegmentFinding {
  const rows = { reference: 0.25, current: 0.25 };
  const parts = { rows, within: share, error: 0.01, mix: 0 };
  const sentence = `${100 * share} % of the drift of \`credit_score\` comes from ${segment}`;
  return { ...parts, feature: 'credit_score', column: 'country', segment, by, share, sentence };
}
