import type { Feature, NumericCells, Selection } from '../../exporter/src/sources/source.js';
import { expectCounts } from './expectCounts.js';
import { columnFixture, type Fixture } from './fixture.js';
import { expectedCounts } from './oracle.js';
import type { Access } from './testSource.js';

const HOUR = 3_600_000;
const value: Feature = { name: 'value', kind: 'numeric' };
const cells: NumericCells = {
  kind: 'numeric',
  edges: Float64Array.from([2, 4]),
  center: 3,
  scale: 2,
  minimum: 1,
  maximum: 6,
};

// out of order, on the borders of hours, before the epoch, and one without a time
const times = [
  '2024-03-10T07:00:00.000Z',
  '2024-03-10T06:59:59.999Z',
  '1969-12-31T23:00:00.000Z',
  '1969-12-31T22:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '1900-01-01T12:34:56.789Z',
  null,
  '2024-03-10T07:00:00.001Z',
  '2024-03-09T07:30:00.000Z',
  '2100-06-01T00:00:00.000Z',
];
const values = times.map((_, index) => (index === 4 ? null : index));

/** Times without a zone in New York, where clocks leave out an hour and repeat another, and the instants meant. */
const local: readonly (readonly [string, string])[] = [
  ['2024-03-10 01:59:59', '2024-03-10T06:59:59Z'],
  ['2024-03-10 03:00:00', '2024-03-10T07:00:00Z'],
  // this time does not exist: it is read as an hour later
  ['2024-03-10 02:30:00', '2024-03-10T07:30:00Z'],
  ['2024-11-03 00:59:59', '2024-11-03T04:59:59Z'],
  // this time comes twice: the later one, in standard time, is meant
  ['2024-11-03 01:30:00', '2024-11-03T06:30:00Z'],
  ['2024-11-03 02:00:00', '2024-11-03T07:00:00Z'],
  ['2024-07-01 00:00:00', '2024-07-01T04:00:00Z'],
];

export function testTimes(access: Access): void {
  const timed = async (): Promise<Selection> => ({
    relation: await access().load(columnFixture(values, 'double', times)),
    timestampColumn: access().time ?? 'at',
  });
  const rows = times.map((time, index) => ({
    time: time === null ? null : Date.parse(time),
    value: values[index] ?? null,
  }));
  const within = (from: number, to: number): typeof rows =>
    rows.filter(({ time }) => time !== null && time >= from && time < to);

  test.each([HOUR, 24 * HOUR, 250, 7 * 24 * HOUR])(
    'buckets of %i ms, also before the epoch',
    async (bucket) => {
      const counts = await access().source.count({
        selection: await timed(),
        features: [{ feature: value, cells }],
        bucket,
      });
      expectCounts(counts, expectedCounts('value', cells, rows, { bucket }), access().source.capabilities);
    },
  );

  test('buckets of few rows beside those of many', async () => {
    const sizes = [1, 900, 2, 3, 0, 4, 600, 5];
    const start = Date.parse('2024-05-01T10:00:00.000Z');
    const many = sizes.flatMap((size, hour) =>
      Array.from({ length: size }, (_, index) => ({
        time: start + hour * HOUR + Math.floor((index * HOUR) / size),
        value: index % 11 === 10 ? null : (index * (hour + 1)) % 7,
      })),
    );
    const relation = await access().load(
      columnFixture(
        many.map((row) => row.value),
        'double',
        many.map(({ time }) => new Date(time).toISOString()),
      ),
    );
    const counts = await access().source.count({
      selection: { relation, timestampColumn: access().time ?? 'at' },
      features: [{ feature: value, cells }],
      bucket: HOUR,
    });
    const expected = expectedCounts('value', cells, many, { bucket: HOUR });
    expect(expected).toHaveLength(7);
    expectCounts(counts, expected, access().source.capabilities);
  });

  test('a window holds its start but not its end, and no row without a time', async () => {
    const { source } = access();
    const [from, to] = ['1969-12-31T23:00:00Z', '2024-03-10T07:00:00Z'].map((time) => new Date(time)) as [
      Date,
      Date,
    ];
    const selection = { ...(await timed()), from, to };
    expect(await source.rowCount(selection)).toBe(4);
    const inside = within(from.getTime(), to.getTime());
    expectCounts(
      await source.count({ selection, features: [{ feature: value, cells }] }),
      expectedCounts('value', cells, inside),
      source.capabilities,
    );
    expectCounts(
      await source.count({ selection, features: [{ feature: value, cells }], bucket: HOUR }),
      expectedCounts('value', cells, inside, { bucket: HOUR }),
      source.capabilities,
    );
    const [summary] = await source.summarise(selection, [value]);
    expect(summary).toMatchObject({ rows: 4, missing: 1, minimum: 1, maximum: 8 });
  });

  test('a window open at one side', async () => {
    const { source } = access();
    const selection = await timed();
    const date = new Date('1970-01-01T00:00:00Z');
    expect(await source.rowCount({ ...selection, from: date })).toBe(6);
    expect(await source.rowCount({ ...selection, to: date })).toBe(3);
    expect(await source.rowCount(selection)).toBe(source.capabilities.untimed ? 10 : 9);
  });

  test('an empty window has zero rows and no buckets', async () => {
    const { source } = access();
    const selection = { ...(await timed()), from: new Date('2030-01-01'), to: new Date('2030-01-02') };
    const features = [{ feature: value, cells }];
    expect(await source.rowCount(selection)).toBe(0);
    expect(await source.count({ selection, features, bucket: HOUR })).toEqual([]);
    expectCounts(
      await source.count({ selection, features }),
      expectedCounts('value', cells, []),
      source.capabilities,
    );
    expect(await source.timeRange(selection, new Date())).toBeUndefined();
    const [summary] = await source.summarise(selection, [value]);
    expect(summary).toMatchObject({ rows: 0, missing: 0, distinctCount: 0 });
  });

  test('the watermark is the newest time, but not in the future', async () => {
    const { source } = access();
    const selection = await timed();
    const oldest = new Date('1900-01-01T12:34:56.789Z');
    const now = new Date('2024-05-01T00:00:00Z');
    expect(await source.timeRange(selection, now)).toEqual({ oldest, watermark: now });
    const later = new Date('2200-01-01T00:00:00Z');
    expect(await source.timeRange(selection, later)).toEqual({
      oldest,
      watermark: new Date('2100-06-01T00:00:00Z'),
    });
    const before = { ...selection, to: new Date('2024-03-10T07:00:00.001Z') };
    expect(await source.timeRange(before, now)).toEqual({
      oldest,
      watermark: new Date('2024-03-10T07:00:00Z'),
    });
  });

  test.each(['UTC', 'America/New_York'])('times without a zone are read in %s', async (zone) => {
    const { source, load } = access();
    if (!source.capabilities.zonelessTimes) return;
    const fixture: Fixture = {
      columns: [
        { name: 'value', type: 'double' },
        { name: 'at', type: 'timestamp' },
      ],
      rows: local.map(([time], index) => [index, time]),
    };
    const instants = local.map(([time, instant], index) => ({
      time: Date.parse(zone === 'UTC' ? `${time.replace(' ', 'T')}Z` : instant),
      value: index,
    }));
    const selection: Selection = {
      relation: await load(fixture),
      timestampColumn: 'at',
      ...(zone === 'UTC' ? {} : { timestampZone: zone }),
    };
    const features = [{ feature: value, cells }];
    expectCounts(
      await source.count({ selection, features, bucket: HOUR }),
      expectedCounts('value', cells, instants, { bucket: HOUR }),
      source.capabilities,
    );
    for (const { time } of instants) {
      const after = instants.filter((row) => row.time >= time);
      expect(await source.rowCount({ ...selection, from: new Date(time) })).toBe(after.length);
      expect(await source.rowCount({ ...selection, to: new Date(time) })).toBe(
        instants.length - after.length,
      );
    }
    const [first = 0, last = 0] = [Math.min, Math.max].map((end) => end(...instants.map(({ time }) => time)));
    expect(await source.timeRange(selection, new Date('2030-01-01'))).toEqual({
      oldest: new Date(first),
      watermark: new Date(last),
    });
  });
}
