import { dayOf } from '../../../dailyScores.js';
import { scoreViews } from '../../first/scoreViews.js';
import type { ViewColumn } from '../../view.js';
import { visible } from '../modelAccess.js';
import { united } from '../united.js';
import { zoneless } from '../zonelessTimes.js';
import { analysisColumns, type RecordKind } from './columns.js';
import { statisticRows } from './statisticRows.js';

/** The series of references in use, and which windows they have. */
const series = `drift.series s
JOIN drift."references" r ON r.model = s.model AND r.version = s.version AND r.active`;
const newest = 'JOIN drift.latest_scores w ON w.series_id = s.id';

/** What the cells of one distribution are made from: `d`, `n` and `c`, as the view of all distributions makes them. */
const cells = (scoreViews.find(({ name }) => name === 'v1_distributions')?.from ?? '').replace(
  /^[^]*?(?=JOIN LATERAL)/,
  '',
);

const from: Readonly<Record<RecordKind, string>> = {
  day: `FROM ${series}
JOIN drift.daily_scores t ON t.series_id = s.id
WHERE ${visible('s.model')}`,
  // the latest score of each window length is known by its key
  statistic: `FROM ${series}
${newest}
JOIN drift.scores t ON t.series_id = w.series_id AND t.window_name = w.window_name AND t.window_end = w.window_end
CROSS JOIN LATERAL ${statisticRows}
WHERE v.statistic_says IS NOT NULL AND ${visible('s.model')}`,
  cell: `FROM ${series}
${newest}
CROSS JOIN LATERAL (SELECT x.* FROM drift.distributions x
  WHERE x.series_id = w.series_id AND x.window_name = w.window_name ORDER BY x.window_end DESC LIMIT 1) t
${cells}
CROSS JOIN LATERAL (VALUES ('reference', c.reference, c.reference / nullif(d.total, 0)),
  ('current', c.current, c.current / nullif(n.total, 0))) AS side(dataset, rows, ratio)
WHERE ${visible('s.model')}`,
};

const columns = (record: RecordKind): readonly ViewColumn[] => [
  ['model', 's.model', 'Name of the model.'],
  ['reference_version', 's.version', 'Version of the reference in use.'],
  ['segment', 's.segment', 'Empty for all rows, else column=value.'],
  ['feature', 's.feature', 'Name of the feature.'],
  ['kind', 's.kind', 'numeric or categorical.'],
  ['window_name', 't.window_name', 'Length of the window, such as 6h.'],
  [
    'record',
    `'${record}'::text`,
    'What the row is of: a day, a statistic of the latest window, or a cell of the newest distribution.',
  ],
  ['day', record === 'day' ? 't.day' : dayOf('t.window_end'), 'The day of UTC that the window belongs to.'],
  ['window_end_utc', zoneless('t.window_end'), 'When the window ended (UTC); of days the worst window.'],
  ...analysisColumns.map(({ name, type, of, comment }): ViewColumn => [
    name,
    `(${of[record] ?? 'NULL'})::${type}`,
    comment,
  ]),
];

const part = (record: RecordKind): string =>
  `SELECT ${columns(record)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ')}\n${from[record]}`;

/** A condition on `record` leaves out the parts of the others. */
export const featureAnalysisView = united(
  {
    name: 'v1_feature_analysis',
    comment:
      'Facts for a dashboard about one feature, of references in use: one row a day (record day), a statistic of the latest window (statistic), and a cell and dataset of the newest distribution (cell), for each window length. Never add up over records.',
    columns: columns('day'),
    from: '',
    guarded: true,
  },
  () => [part('day'), part('statistic'), part('cell')],
);
