import { z } from 'zod';
import { integer, section, text, type Place } from '../config/fields.js';
import { influxdbKeys, withToken } from '../config/influxdb.js';
import { everything } from './capabilities.js';
import type { SourceFactory } from './sourceFactory.js';

const options = (place: Place) =>
  section({
    type: z.literal('influxdb'),
    ...influxdbKeys(place),
    parallel_queries: integer(1, 64).prefault(4),
    row_fields: z.record(z.string(), text()).prefault({}),
  }).transform(withToken);

/** A bucket of InfluxDB 2: measurements are tables, fields and tags their columns. */
export const influxdb = {
  readsFiles: false,
  capabilities: {
    ...everything,
    exactDistances: false,
    moments: false,
    joint: false,
    jointMoments: false,
    expressions: false,
    queries: false,
    nonFinite: false,
    untimed: false,
    zonelessTimes: false,
    emptyColumns: false,
  },
  options,
  async open(name, { parallel_queries, row_fields, ...connection }, onAnswer) {
    const [{ createInfluxSource }, { connectionOf }] = await Promise.all([
      import('./influxdb.js'),
      import('./influxdbConnection.js'),
    ]);
    return createInfluxSource({
      ...(await connectionOf(connection)),
      name,
      onAnswer,
      parallelQueries: parallel_queries,
      rowFields: row_fields,
    });
  },
} satisfies SourceFactory<z.output<ReturnType<typeof options>>>;
