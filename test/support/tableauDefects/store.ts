import { DISTRIBUTION, defect, HEATMAP, source, view, type Defect } from './defect.js';

const sound = (text: string): string => text;

/** A mistake in a store, in a workbook, or between them, that only shows when they are held together. */
export interface StoreDefect extends Defect {
  /** What is done to the store beforehand. */
  readonly sql?: string;
}

const inStore = (check: string, what: string, sql: string): StoreDefect => ({
  check,
  what,
  sql,
  edit: sound,
});
const shelf = (name: string): string => `/workbook/worksheets/worksheet[@name="${name}"]/table/cols`;

/** What a workbook can be wrong in on a store. */
export const storeDefects: readonly StoreDefect[] = [
  inStore(
    'store-version',
    'a store that is versions behind',
    'DROP VIEW drift.v1_schema; DELETE FROM drift.schema_versions WHERE version >= 3',
  ),
  inStore('store-version', 'no store at all', 'DROP SCHEMA drift CASCADE'),
  inStore('relations-there', 'a view that is not there', 'ALTER VIEW drift.v1_checks RENAME TO v2_checks'),
  inStore(
    'column-types',
    'a column that is not there',
    'ALTER VIEW drift.v1_checks RENAME COLUMN "rows" TO counted',
  ),
  defect('column-types', 'a whole number that the store has as a fraction', (file) =>
    file.text(`${source('Checks')}//metadata-record[remote-name="duration_seconds"]/remote-type`, () => '3'),
  ),
  inStore(
    'empty-store',
    'a store that nothing has been checked in',
    `DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(format('drift.%I', tablename), ', ') || ' CASCADE'
       FROM pg_tables WHERE schemaname = 'drift' AND tablename NOT IN ('schema_versions', 'audit', 'audit_head')); END $$`,
  ),
  defect('queries-run', 'a formula over values of another kind', (file) =>
    file.replace(
      `${source('Checks')}/column[calculation]/calculation`,
      'formula',
      'freshness_seconds',
      'model',
    ),
  ),
  defect('queries-run', 'a filter that leaves nothing', (file) =>
    file.text(`${view(DISTRIBUTION)}//filter/min`, () => '2'),
  ),
  inStore('queries-run', 'sheets that have nothing to draw', 'DELETE FROM drift.distributions'),
  defect('members-there', 'a window that no row has', (file) =>
    file.set(`${view(HEATMAP)}/filter[contains(@column, "window_name")]/groupfilter`, { member: '"24h"' }),
  ),
  defect('shares', 'shares of several features in one mark', (file) => {
    file.set(`${source('Feature analysis')}/column[@caption="Share of rows"]/calculation`, {
      formula: 'SUM([cell_ratio])',
    });
    file.text(`/workbook/worksheets/worksheet[@name="${DISTRIBUTION}"]/table/rows`, (text) =>
      text.replace(/\(\([^/]*\/ [^)]*\)/, (headers) => headers.replace(/^\(\(/, '(').replace(/ \/ .*$/, '')),
    );
  }),
  defect('shares', 'shares of both datasets in one mark', (file) => {
    file.text(shelf(DISTRIBUTION), (text) => text.replace(/^\(.*none:dataset:nk\] \* (.*)\)$/, '$1'));
    file.drop(`/workbook/worksheets/worksheet[@name="${DISTRIBUTION}"]//encodings/color`);
  }),
  inStore('card-domains', 'a card without a value to choose', 'DELETE FROM drift.daily_scores'),
];
