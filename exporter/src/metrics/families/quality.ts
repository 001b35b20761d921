import type { ModelFamily } from '../family.js';
import { refusalReasons } from '../../ingest/rules/rowRule.js';
import { ofModel } from './perModel.js';

export const qualityScore = ofModel(
  'drift_quality_score',
  'Share of the rows of the latest ingest that meet every rule, 0 to 1.',
  ({ qualityScore: score }) => score,
);

/** Each reason starts at zero, so that its first row is an increase. */
export const quarantinedRows: ModelFamily = {
  name: 'drift_quarantined_rows_total',
  help: 'Rows that ingests have refused, by the first rule that each fails.',
  type: 'counter',
  samples: ({ model, state: { quality } }) =>
    quality === undefined
      ? []
      : refusalReasons.map((reason) => ({
          labels: { model, reason },
          value: quality.refused.get(reason) ?? 0,
        })),
};
