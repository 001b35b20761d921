import { SEVERITY, type Scale } from '../description/scale.js';
import type { Calculation, Colouring, DataSource, Parameter } from '../description/workbook.js';
import { worded } from '../description/pill.js';

/** A scale's words in the order of their numbers, each with its colour. */
export function wordsOf({ words = [] }: Scale): Array<readonly [string, (typeof words)[number]['colour']]> {
  return [...words].sort((a, b) => a.value - b.value).map(({ text, colour }) => [text, colour]);
}

const cases = (SEVERITY.words ?? [])
  .filter(({ value }) => value >= 0)
  .map(({ value, text }) => `WHEN ${value} THEN "${text}"`)
  .join(' ');

/** The worst severity of a mark's rows, by its number: words would sort by the alphabet. */
export const WORST_SEVERITY: Calculation = {
  name: 'worst_severity',
  title: 'Worst severity',
  type: 'text',
  formula: `CASE MAX([severity_order]) ${cases} ELSE "inconclusive" END`,
  aggregates: true,
};

export const BY_WORST_SEVERITY: Colouring = { pill: worded(WORST_SEVERITY.name), words: wordsOf(SEVERITY) };

export const THRESHOLD: Parameter = { name: 'Threshold', title: 'Threshold of your own', value: 0.2 };
export const STEP: Parameter = {
  name: 'Step',
  title: 'One column is a',
  value: 'week',
  members: ['day', 'week', 'month'],
};
export const PARAMETERS: readonly Parameter[] = [THRESHOLD, STEP];

/** The start of the day, week or month, as a reader chooses. */
const STEP_START: Calculation = {
  name: 'step_start',
  title: 'From',
  type: 'day',
  formula: `CASE [Parameters].[${STEP.name}] WHEN "day" THEN [day] WHEN "month" THEN DATE(DATETRUNC("month", [day])) ELSE DATE(DATETRUNC("week", [day])) END`,
  aggregates: false,
};

/** Shares add up over the cells of one picture only: of several there is no sum. */
const CELL_SHARE: Calculation = {
  name: 'cell_share',
  title: 'Share of rows',
  type: 'number',
  formula: `IF MIN([model]) = MAX([model]) AND MIN([feature]) = MAX([feature]) AND MIN([window_name]) = MAX([window_name]) THEN SUM([cell_ratio]) END`,
  aggregates: true,
};

/** How many times its limit a score is; above 1 it is more than usual. */
export const BEYOND: Calculation = {
  name: 'times_the_limit',
  title: 'Times the limit',
  type: 'number',
  formula: 'AVG([score]) / AVG([threshold])',
  aggregates: true,
};

const hours = (column: string, title: string): Calculation => ({
  name: `${column.replace(/^seconds_|_seconds$/, '')}_hours`,
  title,
  type: 'number',
  formula: `[${column}] / 3600`,
  aggregates: false,
});

/** The views that the workbook reads, each a data source of its own. */
export const DATA_SOURCES: readonly DataSource[] = [
  { view: 'v1_models', title: 'Models', calculations: [] },
  { view: 'v1_features', title: 'Features', calculations: [] },
  { view: 'v1_daily_scores', title: 'Daily scores', calculations: [WORST_SEVERITY, STEP_START] },
  { view: 'v1_feature_analysis', title: 'Feature analysis', calculations: [WORST_SEVERITY, CELL_SHARE] },
  { view: 'v1_importance', title: 'Importance and attribution', calculations: [] },
  { view: 'v1_performance', title: 'Performance of models', calculations: [] },
  { view: 'v1_covariate', title: 'Inputs together', calculations: [BEYOND] },
  {
    view: 'v1_alerts',
    title: 'Alerts',
    calculations: [
      WORST_SEVERITY,
      hours('seconds_to_acknowledge', 'Hours to take on'),
      hours('seconds_to_resolve', 'Hours to be over'),
    ],
  },
  { view: 'v1_alert_events', title: 'Events of alerts', calculations: [] },
  {
    view: 'v1_checks',
    title: 'Checks',
    calculations: [hours('freshness_seconds', 'Age of the newest row, hours')],
  },
  { view: 'v1_data_quality', title: 'Data quality', calculations: [] },
];
