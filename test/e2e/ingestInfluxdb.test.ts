import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InfluxClient } from '../../exporter/src/sources/influxdbClient.js';
import { describeInflux, startInflux, type InfluxServer } from '../services/influxdb.js';
import { checkConfig, feature } from '../support/cli.js';
import { ingestPlace } from '../support/ingestFolder.js';

const place = ingestPlace();
const { folder } = place;
const model = { files: undefined, source: 'points', timestamp_column: '_time' };
const HEADER = 'at,channel,region,age,score,ok,note';

await describeInflux('rows into InfluxDB', (binary) => {
  let server: InfluxServer;
  let client: InfluxClient;

  beforeAll(async () => {
    server = await startInflux(binary);
    const { url, org, bucket, token } = server;
    place.sources.points = { type: 'influxdb', url, org, bucket, token };
    client = new InfluxClient({ name: 'test', url, org, bucket, token });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  /** Points of a measurement, each by its row's number, as the columns that it has. */
  async function points(measurement: string, bucket = server.bucket): Promise<Record<string, string>[]> {
    const rows: Record<string, string>[] = [];
    const flux = `from(bucket: ${JSON.stringify(bucket)}) |> range(start: 1900-01-01T00:00:00Z, stop: 2200-01-01T00:00:00Z)
      |> filter(fn: (r) => r._measurement == ${JSON.stringify(measurement)})
      |> map(fn: (r) => ({r with _value: string(v: r._value)}))
      |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value") |> group() |> sort(columns: ["ingest_row"])`;
    await client.query(flux, (row) => {
      const names = row.columns.filter((name) => !/^(result|table|_start|_stop|_measurement)$/.test(name));
      rows.push(Object.fromEntries(names.map((name) => [name, row.value(name)])));
    });
    return rows.sort((a, b) => Number(a.ingest_row) - Number(b.ingest_row));
  }

  function configure(name: string, keys: object = {}): string {
    const ingest = { target: 'points', timestamp_column: 'at', tags: ['channel', 'region'], ...keys };
    return place.configure(name, { ...model, table: name }, { table: name, ...ingest });
  }
  const quarantined = (name: string) =>
    readdirSync(join(folder.path, name, 'bad', name)).flatMap((file) =>
      readFileSync(join(folder.path, name, 'bad', name, file), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { row: number; reasons: { rule: string; expected: string }[] }),
    );

  test('columns become tags and fields, and rows of equal tags and time stay apart', async () => {
    configure('rows');
    folder.lines('rows/new.csv', [
      HEADER,
      '2024-07-01T12:00:00.123456Z,web,north,30,0.1,true,"a ""b""\\, c=d"',
      '2024-07-01T12:00:00.123456Z,web,north,30,0.1,true,"a ""b""\\, c=d"',
      '1969-12-31T23:59:59.9995Z,"a b,c=d\\e",,-5,1e30,false,"two\nlines"',
      '2024-07-01,,,,,,',
    ]);
    const { tally, left } = await place.result('rows', 'new.csv');
    expect(tally).toMatchObject({ rows: 4, written: 4, refused: 0 });
    expect(left).toEqual([]);
    const rest = {
      channel: 'web',
      region: 'north',
      age: '30',
      score: '0.1',
      ok: 'true',
      note: 'a "b"\\, c=d',
    };
    expect(await points('rows')).toEqual([
      { ...rest, _time: '2024-07-01T12:00:00.123Z', ingest_row: '0' },
      { ...rest, _time: '2024-07-01T12:00:00.123000001Z', ingest_row: '1' },
      {
        ...{ _time: '1969-12-31T23:59:59.999000002Z', ingest_row: '2', channel: 'a b,c=d\\e', region: '' },
        ...{ age: '-5', score: '1000000000000000000000000000000', ok: 'false', note: 'two\nlines' },
      },
      {
        ...{ _time: '2024-07-01T00:00:00.000000003Z', ingest_row: '3', channel: '', region: '' },
        ...{ age: '', score: '', ok: '', note: '' },
      },
    ]);
    // the same again, another file of the same rows, and what a measurement knows of its columns by then
    expect(await place.result('rows', 'new.csv')).toMatchObject({ status: 'unchanged', tally });
    configure('rows', { tags: [] });
    folder.lines('rows/more.csv', [
      `${HEADER},extra`,
      '2024-07-01T12:00:00.123Z,web,north,1.5,2,true,x,7',
      '2024-07-01T12:00:00.123Z,web,north,31,2,true,x,7',
    ]);
    expect((await place.result('rows', 'more.csv')).tally).toMatchObject({
      written: 1,
      refusedBy: { type: 1 },
    });
    const all = await points('rows');
    expect(all).toHaveLength(5);
    expect(all.at(-1)).toMatchObject({
      _time: '2024-07-01T12:00:00.123000005Z',
      age: '31',
      extra: '7',
      channel: 'web',
    });
  });

  test('what no point can hold is refused, and told', async () => {
    configure('impossible', {
      quarantine: { path: 'bad' },
      max_refused: 1,
      rules: [{ column: 'score', type: 'number' }],
    });
    folder.lines('impossible/new.csv', [
      HEADER,
      '2024-07-01,web\\,north,1,1,true,a',
      '2024-07-01,"web\nshop",north,1,1,true,a',
      '2024-07-01,web,north,1,inf,true,a',
      '2024-07-01,web,north,1,nan,true,a',
      '2500-07-01,web,north,1,1,true,a',
      ',web,north,1,1,true,a',
    ]);
    expect((await place.result('impossible', 'new.csv')).tally).toMatchObject({
      ...{ written: 1, refused: 5 },
      refusedBy: { database: 4, required: 1 },
    });
    expect(
      quarantined('impossible')
        .map(({ row, reasons }) => `${row} ${reasons.map(({ expected }) => expected).join()}`)
        .sort(),
    ).toEqual([
      expect.stringMatching(/^1 channel has a line break, or a backslash at its end/),
      expect.stringMatching(/^2 channel has a line break/),
      '3 score is infinite, which no field can hold',
      '5 its time is not from 1677 to 2262',
      '6 a value',
    ]);
    expect((await points('impossible')).map(({ ingest_row, score }) => [ingest_row, score])).toEqual([
      ['3', undefined],
    ]);
  });

  test('a row of the number, time and tags of another is refused instead of taking its place', async () => {
    configure('taken', { quarantine: { path: 'bad' }, max_refused: 1 });
    const at = '2024-07-01T00:00:00Z';
    folder.lines('taken/one.csv', [
      HEADER,
      `${at},web,a,1,1,true,a`,
      `${at},web,b,2,1,true,a`,
      `${at},,,3,1,true,a`,
    ]);
    await place.result('taken', 'one.csv');
    // as if a million rows had come
    await moveNext('taken', 1_000_000);
    folder.lines('taken/two.csv', [
      HEADER,
      `${at},web,a,4,1,true,a`,
      `${at},web,c,5,1,true,a`,
      `${at},,,6,1,true,a`,
    ]);
    expect((await place.result('taken', 'two.csv')).tally).toMatchObject({
      written: 1,
      refusedBy: { database: 2 },
    });
    expect(quarantined('taken').map(({ reasons }) => reasons[0]?.expected)).toEqual([
      expect.stringMatching(/^has the time and the tags of another row, 1,000,000 rows away; add a tag/),
      expect.stringMatching(/^has the time and the tags/),
    ]);
    expect((await points('taken')).map(({ age }) => age)).toEqual(['1', '2', '3', '5']);
  });

  /** Has the only entry of a measurement's ledger say that more rows have come. */
  async function moveNext(measurement: string, next: number): Promise<void> {
    const found: { time: string; entry: object }[] = [];
    const flux = `from(bucket: ${JSON.stringify(server.bucket)}) |> range(start: 0) |> filter(fn: (r) => r._measurement == "drift_ingest" and r.into == ${JSON.stringify(measurement)})`;
    await client.query(flux, (row) =>
      found.push({ time: row.value('_time'), entry: JSON.parse(row.value('_value')) as object }),
    );
    expect(found).toHaveLength(1);
    const [{ time, entry } = { time: '', entry: {} }] = found;
    const text = JSON.stringify({ ...entry, next }).replaceAll(/[\\"]/g, '\\$&');
    await server.write([`drift_ingest,into=${measurement} entry="${text}" ${Date.parse(time)}000000`]);
  }

  test('rows older than the bucket keeps are refused, and not counted as written', async () => {
    const { url, org, token } = server;
    const orgs = (await server.request('GET', '/api/v2/orgs')) as { orgs: { id: string }[] };
    await server.request('POST', '/api/v2/buckets', {
      ...{ orgID: orgs.orgs[0]?.id, name: 'short' },
      retentionRules: [{ type: 'expire', everySeconds: 30 * 86_400 }],
    });
    place.sources.short = { type: 'influxdb', url, org, bucket: 'short', token };
    place.configure(
      'late',
      { ...model, source: 'short', table: 'late' },
      {
        ...{ target: 'short', table: 'late', timestamp_column: 'at', quarantine: { path: 'bad' } },
      },
    );
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString();
    folder.lines('late/new.csv', [
      'at,age',
      `${day(1)},1`,
      `${day(90)},2`,
      `${day(2)},3`,
      `${day(60)},4`,
      `${day(3)},5`,
      `${day(4)},6`,
    ]);
    expect((await place.result('late', 'new.csv')).tally).toMatchObject({
      rows: 6,
      written: 4,
      refused: 2,
      refusedBy: { database: 2 },
    });
    expect(
      quarantined('late')
        .map(({ row, reasons }) => [row, reasons[0]?.expected])
        .sort(),
    ).toEqual([
      [2, 'is older than the bucket keeps points'],
      [4, 'is older than the bucket keeps points'],
    ]);
    expect((await points('late', 'short')).map(({ age }) => age)).toEqual(['1', '3', '5', '6']);
    expect(await place.result('late', 'new.csv')).toMatchObject({
      status: 'unchanged',
      tally: { written: 4 },
    });
  });

  test('a row whose field has another type where it would lie is refused alone', async () => {
    const nanoseconds = (time: string): string => `${Date.parse(time)}000000`;
    await server.write([
      `mixed age=5 ${nanoseconds('2024-01-01')}`,
      `mixed age="young" ${nanoseconds('2024-06-01')}`,
    ]);
    configure('mixed', { tags: [], quarantine: { path: 'bad' } });
    const at = (index: number): string => (index === 3 || index === 8 ? '2024-06-01' : '2024-01-01');
    folder.lines('mixed/new.csv', [
      'at,age',
      ...Array.from({ length: 12 }, (_, index) => `${at(index)},${index}.5`),
    ]);
    expect((await place.result('mixed', 'new.csv')).tally).toMatchObject({
      written: 10,
      refusedBy: { database: 2 },
    });
    const [first] = quarantined('mixed');
    expect(first?.reasons[0]?.expected).toMatch(/^InfluxDB says: .*field type conflict/);
    expect((await points('mixed')).filter(({ ingest_row }) => ingest_row !== '')).toHaveLength(10);
  });

  test('a check of the points tells what a check of the file tells', async () => {
    const rows = Array.from({ length: 3_000 }, (_, id) => {
      const at = new Date(Date.UTC(2024, 0, 1) + (id >> 2) * 3_600_000).toISOString();
      return `${at},${['web', 'shop', ''][id % 3]},,${id % 7 ? 20 + ((id * 37) % 50) : ''},${(id * 7919) % 1000},${id % 5 > 1},`;
    });
    folder.lines('same/new.csv', [HEADER, ...rows]);
    const checked = { features: ['channel', 'age', 'score', 'ok'], reference: { to: '2024-01-20' } };
    place.configure(
      'same',
      { ...model, ...checked, table: 'same' },
      {
        ...{
          target: 'points',
          table: 'same',
          timestamp_column: 'at',
          tags: ['channel', 'region'],
          learned: 'off',
        },
      },
    );
    expect((await place.result('same', 'new.csv')).tally).toMatchObject({ written: 3_000, failing: 0 });
    const file = { files: ['../same/new.csv'], timestamp_column: 'at' };
    const [ofFile, ofPoints] = [
      await checkConfig(place.configure('file', { ...checked, ...file }, {})),
      await checkConfig(join(folder.path, 'same')),
    ];
    expect([ofPoints.code, ofPoints.error]).toEqual([0, '']);
    const [expected, found] = [ofFile.results[0], ofPoints.results[0]];
    if (expected === undefined || found === undefined) throw new Error('no result');
    expect(found.reference.rows).toBe(expected.reference.rows);
    for (const name of checked.features) {
      const [a, b] = [feature(found, name), feature(expected, name)];
      expect({ ...a, statistics: a.statistics.psi }).toEqual(
        expect.objectContaining({
          ...{ rows: b.rows, missing_ratio: b.missing_ratio, drifted: b.drifted, severity: b.severity },
          statistics: b.statistics.psi,
        }),
      );
    }
  });
});
