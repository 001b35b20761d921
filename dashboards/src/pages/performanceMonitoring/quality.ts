import { COLOURS } from '../../description/colours.js';
import { TO_FEATURE } from '../../description/link.js';
import { steps } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { ALL_ROWS, atEnd, MODEL, now } from '../../queries/promql.js';
import { MODEL_SQL, series } from '../../queries/sql.js';

const share = (metric: string): string => now(metric, 'model, feature', MODEL, ALL_ROWS);
const scale = steps([0, COLOURS.quiet], [0.05, COLOURS.small], [0.2, COLOURS.significant]);

export const quality: readonly Sheet[] = [
  {
    id: 'quality-of-features',
    title: 'Quality of every feature',
    description:
      'The largest share over all windows now of rows without a value, of values that the reference does not have, and of values beyond its range. Yellow from 5 %, orange from 20 %. The last column counts windows with too few rows to judge.',
    grain: ['model', 'feature'],
    queries: [
      atEnd('missing', share('drift_missing_ratio')),
      atEnd('unseen', share('drift_unseen_ratio'), { mayBeEmpty: 'references may have too many values' }),
      atEnd('out_of_range', share('drift_out_of_range_ratio'), {
        mayBeEmpty: 'all features may be categorical',
      }),
      atEnd(
        'inconclusive',
        `sum by (model, feature) (max by (model, feature, window) (drift_inconclusive{${MODEL}, ${ALL_ROWS}}))`,
      ),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'model', title: 'Model', unit: 'text' },
        { name: 'feature', title: 'Feature', unit: 'text', link: TO_FEATURE },
        { name: 'missing', title: 'Missing', unit: 'ratio', scale, width: 100 },
        { name: 'unseen', title: 'Unseen', unit: 'ratio', scale, width: 100 },
        { name: 'out_of_range', title: 'Out of range', unit: 'ratio', scale, width: 110 },
        { name: 'inconclusive', title: 'Too few rows', unit: 'count', width: 115 },
      ],
      sort: { by: 'Missing', descending: true },
    },
    nothing: 'no results',
    size: { width: 14, height: 9 },
  },
  {
    id: 'quality-score',
    title: 'Data-quality score, from the result store',
    description:
      'The share of the rows of each window that meet every rule of the model, 100 % for all. Empty while no model has such rules.',
    grain: ['model', 'time'],
    queries: [
      series(
        'score',
        `SELECT window_end AS time, model AS metric, min(quality_score) AS score
FROM drift.v1_data_quality
WHERE ${MODEL_SQL} AND segment = '' AND feature = '' AND quality_score IS NOT NULL AND $__timeFilter(window_end)
GROUP BY window_end, model ORDER BY window_end`,
        { mayBeEmpty: 'no model may have rules for its rows' },
      ),
    ],
    look: {
      mark: 'line',
      measures: [{ name: 'score', title: '', unit: 'ratio' }],
      range: { from: 0, to: 1 },
    },
    nothing: 'no rules for rows are checked yet',
    size: { width: 10, height: 9 },
  },
];
