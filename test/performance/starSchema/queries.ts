import { readFileSync } from 'node:fs';
import { WORKBOOK_FILE } from '../../../dashboards/src/renderTableau.js';
import { readWorkbook } from '../../../dashboards/src/tableau/check/model/workbook.js';
import { sheetQueries } from '../../../dashboards/src/tableau/check/queries/sheetQueries.js';

/** What a dashboard asks of a view. */
export interface Asked {
  readonly view: string;
  readonly what: string;
  readonly sql: string;
  readonly values?: readonly unknown[];
}

/** A query as Tableau words it: one table, quoted names, aliases that say how a field is aggregated. */
function asked(
  view: string,
  what: string,
  dimensions: readonly string[],
  measures: readonly (readonly [aggregate: string, column: string])[],
  where: Readonly<Record<string, string>> = {},
): Asked {
  const column = (name: string): string => {
    const [, part, of] = /^(\w+)\((\w+)\)$/.exec(name) ?? [];
    return part === undefined || of === undefined
      ? `"${view}"."${name}"`
      : `DATE_TRUNC( '${part.toUpperCase()}', CAST("${view}"."${of}" AS TIMESTAMP) )`;
  };
  const selected = [
    ...dimensions.map((name) => `${column(name)} AS "${name}"`),
    ...measures.map(([aggregate, name]) => `${aggregate}(${column(name)}) AS "${aggregate}:${name}:ok"`),
  ];
  const conditions = Object.entries(where).map(([name, condition]) => `("${view}"."${name}" ${condition})`);
  return {
    view,
    what,
    sql: `SELECT ${selected.join(', ')} FROM "drift"."${view}" "${view}"${
      conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
    }${dimensions.length === 0 ? '' : ` GROUP BY ${dimensions.map((_, index) => index + 1).join(', ')}`}`,
  };
}

const cards = (view: string, ...columns: readonly string[]): Asked[] =>
  columns.map((name) => asked(view, 'filter cards', [name], []));
const range = (view: string, column: string): Asked =>
  asked(
    view,
    'filter cards',
    [],
    [
      ['MIN', column],
      ['MAX', column],
    ],
  );
const model = { model: "= 'm'" };
const one = { ...model, feature: "= 'feature_50'", window_name: "= '1h'" };

export const queries: readonly Asked[] = [
  ...cards('v1_models', 'model'),
  asked('v1_models', 'state of each', ['model', 'severity'], [['MAX', 'features_active']]),
  ...cards('v1_features', 'feature', 'model', 'window_name'),
  asked('v1_features', 'worst ten', ['feature', 'severity', 'drift_rank'], [['MAX', 'psi']], {
    ...model,
    drift_rank: '<= 10',
  }),
  ...cards('v1_daily_scores', 'feature', 'model', 'window_name'),
  range('v1_daily_scores', 'day'),
  asked('v1_daily_scores', 'heatmap: feature × day', ['feature', 'day'], [['MAX', 'psi']], {
    ...model,
    window_name: "= '1d'",
  }),
  asked(
    'v1_daily_scores',
    'features by month and severity',
    ['month(day)', 'severity'],
    [['COUNT', 'feature']],
    {
      ...model,
      window_name: "= '1h'",
    },
  ),
  ...cards('v1_feature_analysis', 'feature', 'model', 'window_name'),
  range('v1_feature_analysis', 'day'),
  asked('v1_feature_analysis', 'days of a feature', ['day', 'severity'], [['MAX', 'psi']], {
    ...one,
    record: "= 'day'",
  }),
  asked(
    'v1_feature_analysis',
    'statistics of a feature',
    ['statistic_order', 'statistic', 'statistic_says'],
    [['MAX', 'statistic_value']],
    { ...one, record: "= 'statistic'" },
  ),
  asked(
    'v1_feature_analysis',
    'cells of a feature',
    ['cell', 'cell_name', 'dataset'],
    [['SUM', 'cell_ratio']],
    {
      ...one,
      record: "= 'cell'",
    },
  ),
  asked('v1_scores', 'a feature, hour by hour', ['window_end_utc', 'severity'], [['MAX', 'psi']], one),
  asked('v1_scores', 'a feature, one day', ['window_end_utc', 'reason'], [['MAX', 'psi']], {
    ...one,
    window_end_utc: "BETWEEN TIMESTAMP '2026-10-01' AND TIMESTAMP '2026-10-02'",
  }),
  asked('v1_distributions', 'a feature, one day', ['window_end_utc', 'cell'], [['SUM', 'ratio_current']], {
    ...one,
    window_end_utc: "BETWEEN TIMESTAMP '2026-10-01' AND TIMESTAMP '2026-10-02'",
  }),
  asked('v1_data_quality', 'a feature by day', ['day(window_end_utc)'], [['MAX', 'missing_ratio']], one),
  ...cards('v1_alerts', 'feature', 'model', 'team'),
  range('v1_alerts', 'starts_at_utc'),
  asked(
    'v1_alerts',
    'by month and severity',
    ['month(starts_at_utc)', 'severity'],
    [['AVG', 'seconds_to_resolve']],
    model,
  ),
  ...cards('v1_alert_events', 'feature', 'model', 'event'),
  asked(
    'v1_alert_events',
    'by month and event',
    ['month(occurred_at_utc)', 'event'],
    [['COUNT', 'event_id']],
    model,
  ),
  ...cards('v1_checks', 'model', 'writer'),
  range('v1_checks', 'started_at_utc'),
  asked('v1_checks', 'duration by day', ['day(started_at_utc)'], [['AVG', 'duration_seconds']], model),
  ...cards('v1_importance', 'feature', 'model', 'window_name'),
  asked(
    'v1_importance',
    'by feature and month',
    ['feature', 'month(window_end_utc)'],
    [['AVG', 'importance_ratio']],
    model,
  ),
  ...cards('v1_performance', 'model', 'metric'),
  asked('v1_performance', 'by day and measure', ['day(window_end_utc)', 'metric'], [['AVG', 'value']], model),
  range('v1_time', 'day'),
  asked('v1_time', 'days', ['day', 'week_start', 'weekday_name'], [['COUNT', 'hour']]),
  asked('v1_references', 'all', ['model', 'reference_version', 'active'], [['MAX', 'rows']]),
  asked('v1_expectations', 'all', ['model', 'feature', 'active'], [['MAX', 'expected_until_utc']]),
  asked('v1_schema', 'all', ['version'], [['MAX', 'migrated_at_utc']]),
  // every sheet of the workbook as it stands, before anybody has chosen anything
  ...sheetQueries(readWorkbook(readFileSync(WORKBOOK_FILE, 'utf8'))).map(({ sheet, sql, parameters }) => ({
    view: 'workbook',
    what: sheet,
    sql,
    values: parameters,
  })),
];
