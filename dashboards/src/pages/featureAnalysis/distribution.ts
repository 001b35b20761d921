import type { Sheet } from '../../description/sheet.js';
import { atEnd, FEATURE, MODEL, now, SEGMENT, SUBJECT } from '../../queries/promql.js';

const one = [MODEL, FEATURE, SEGMENT];
const shares = ['drift_distribution_ratio', 'drift_category_ratio'].map((metric) =>
  now(metric, SUBJECT, ...one),
);
/** Numbers of the window that the picture is of: the shortest. */
const drawn = (metric: string): string =>
  `${now(metric, SUBJECT, ...one)} and on (model, feature, window, segment) (${shares.join(' or ')})`;

export const distribution: Sheet = {
  id: 'distribution',
  title: 'Distribution of ${feature:text}: reference and current',
  description:
    'How the values are distributed in the reference (outline) and now (filled), in the shortest window that is watched, and what each bin adds to the PSI. Categories are sorted by change. Distributions of the least drifted features are left out where the series budget is spent.',
  grain: ['feature', 'value'],
  queries: [
    atEnd('distribution', now('drift_distribution_ratio', `${SUBJECT}, dataset, upper`, ...one), {
      mayBeEmpty: 'the feature may be categorical',
    }),
    atEnd('category', now('drift_category_ratio', `${SUBJECT}, dataset, category`, ...one), {
      mayBeEmpty: 'the feature may be numeric',
    }),
    atEnd('score', drawn('drift_psi'), { mayBeEmpty: 'the shortest window may be inconclusive' }),
    atEnd('severity', drawn('drift_severity'), { mayBeEmpty: 'the shortest window may be inconclusive' }),
    atEnd('missing_ratio_current', drawn('drift_missing_ratio')),
    atEnd('unseen_ratio', drawn('drift_unseen_ratio'), {
      mayBeEmpty: 'the reference may have too many values',
    }),
    atEnd('out_of_range_ratio', drawn('drift_out_of_range_ratio'), {
      mayBeEmpty: 'the feature may be categorical',
    }),
  ],
  look: {
    mark: 'drift',
    view: {
      name: 'distributionOverlay',
      options: { measure: 'density', axis: 'linear', contribution: true, categories: 20 },
    },
    measure: { name: 'score', title: 'PSI', unit: 'score' },
    ratios: ['distribution', 'category', 'missing_ratio_current', 'unseen_ratio', 'out_of_range_ratio'],
  },
  nothing: 'no distribution is published of this feature',
  size: { width: 12, height: 16 },
};
