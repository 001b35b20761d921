// Every type of source, one line each; the name is what `type` says in the configuration.
export { duckdb } from './duckdbType.js';
export { influxdb } from './influxdbType.js';
export { postgres } from './postgresType.js';
export { trino } from './trinoType.js';
