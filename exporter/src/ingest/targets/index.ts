// Every type of target, one line each; the name is that of the type of source whose address it shares.
export { duckdb } from './duckdb.js';
export { influxdb } from './influxdb.js';
export { postgres } from './postgres.js';
