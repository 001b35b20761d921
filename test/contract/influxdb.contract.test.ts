import { Point } from '@influxdata/influxdb-client';
import { createInfluxSource } from '../../exporter/src/sources/influxdb.js';
import { describeInflux, startInflux } from '../services/influxdb.js';
import type { Fixture, Value } from './fixture.js';
import { testSource } from './testSource.js';

/** On every point, so that one without any value is a row, too. */
const ROW = 'row';
const START = BigInt(Date.parse('2024-01-01T00:00:00Z')) * 1_000_000n;

await describeInflux('on a real server', (binary) => {
  testSource('InfluxDB', async () => {
    const server = await startInflux(binary);
    const { url, org, bucket, token } = server;
    const rowFields: Record<string, string> = {};
    const source = createInfluxSource({ name: 'influx', url, org, bucket, token, rowFields });
    return {
      source,
      time: '_time',
      added: [ROW, '_time'],
      async load(fixture) {
        const measurement = `table ${Object.keys(rowFields).length}`;
        rowFields[measurement] = ROW;
        await server.write(pointsOf(fixture, measurement));
        return { table: measurement };
      },
      async close() {
        await source.close();
        await server.stop();
      },
    };
  });
});

/** Points of equal series and time are one, so that each row's time gets some nanoseconds of its own. */
function pointsOf({ columns, rows }: Fixture, measurement: string): string[] {
  const at = columns.findIndex(({ name }) => name === 'at');
  return rows.flatMap((row, index) => {
    const time = row[at];
    if (at >= 0 && typeof time !== 'string') return [];
    const start = typeof time === 'string' ? BigInt(Date.parse(time)) * 1_000_000n : START;
    const point = new Point(measurement).booleanField(ROW, true).timestamp(String(start + BigInt(index)));
    columns.forEach((column, place) => set(point, column, row[place] ?? null));
    return point.toLineProtocol() ?? [];
  });
}

function set(point: Point, { name, type, key }: Fixture['columns'][number], value: Value): void {
  if (value === null || type === 'timestamp' || type === 'timestamptz') return;
  if (key === true) point.tag(name, String(value));
  else if (type === 'boolean') point.booleanField(name, value);
  else if (type === 'text') point.stringField(name, value);
  else if (type === 'bigint') point.intField(name, value);
  else if (Number.isFinite(value)) point.floatField(name, value);
}
