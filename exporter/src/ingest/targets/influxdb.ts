import { DriftError } from '../../errors.js';
import { connectionOf, type InfluxConfig } from '../../sources/influxdbConnection.js';
import { timeColumnOf } from '../shape.js';
import type { TargetFactory } from './target.js';

/** A measurement of InfluxDB 2. */
export const influxdb: TargetFactory<InfluxConfig & { readonly type: string }> = {
  async open(options, { model, source, batchSize, file, take }) {
    const { ingest, name } = model;
    const measurement = ingest?.table ?? model.table;
    const time = timeColumnOf(model);
    const missing = (detail: string): DriftError =>
      new DriftError('config_invalid', detail, { file, key: `model ${name}` });
    if (measurement === undefined) {
      throw missing(
        'expected the measurement that rows are written to, as ingest.table: the model itself names none',
      );
    }
    if (time === undefined) {
      throw missing("expected the column of the rows' times, as ingest.timestamp_column: a point has a time");
    }
    const { InfluxTarget } = await import('./influxdbTarget.js');
    return InfluxTarget.open(await connectionOf(options), {
      ...{ source, measurement, time, take, model: name },
      tags: ingest?.tags ?? [],
      batchRows: batchSize,
    });
  },
};
