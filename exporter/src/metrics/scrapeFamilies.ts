import type { Family } from './family.js';

/** Families about a scrape itself, which only the whole of it can give. */
export const seriesDropped: Family = {
  name: 'drift_series_dropped',
  help: 'Series of the model that are left out to stay within server.max_series.',
  type: 'gauge',
};

export const seriesPublished: Family = {
  name: 'drift_exporter_series',
  help: 'Series in this scrape.',
  type: 'gauge',
};

export const seriesLimit: Family = {
  name: 'drift_exporter_series_limit',
  help: 'The most series in one scrape: server.max_series.',
  type: 'gauge',
};
