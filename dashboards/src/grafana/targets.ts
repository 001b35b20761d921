import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import { isStoreQuery, type Query, type StoreQuery } from '../description/sheet.js';
import { METRICS, STORE } from './dataSources.js';

/** @param legend of series whose query has none; empty for Grafana's own */
export function target(
  query: Query,
  { table, legend }: { table: boolean; legend: string },
): Builder<Dataquery> {
  if (isStoreQuery(query)) return { build: () => storeTarget(query) };
  const format = table ? prometheus.PromQueryFormat.Table : prometheus.PromQueryFormat.TimeSeries;
  const built = new prometheus.DataqueryBuilder()
    .refId(query.name)
    .datasource(METRICS)
    .expr(query.promql)
    .format(format)
    .editorMode(prometheus.QueryEditorMode.Code)
    .legendFormat(query.legend ?? (legend || '__auto'));
  return query.over === 'end' ? built.instant() : built.range();
}

function storeTarget({ name, sql, shape }: StoreQuery): Dataquery {
  const written = {
    refId: name,
    datasource: STORE,
    editorMode: 'code',
    format: shape === 'table' ? 'table' : 'time_series',
    rawQuery: true,
    rawSql: sql,
  };
  // what marks a query in the SDK's types is never written out
  return Object.assign(written, { _implementsDataqueryVariant: () => undefined });
}
