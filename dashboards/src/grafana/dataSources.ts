import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** Chosen on each dashboard, so that none holds the name of somebody's data source. */
export const METRICS: DataSourceRef = { type: 'prometheus', uid: '${datasource}' };
export const STORE: DataSourceRef = { type: 'grafana-postgresql-datasource', uid: '${store}' };
