import { appendFileSync } from 'node:fs';
import { InfluxClient } from '../../exporter/src/sources/influxdbClient.js';
import { describeInflux, startInflux, type InfluxServer } from '../services/influxdb.js';
import { runCli } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { ingestPlace } from '../support/ingestFolder.js';
import { cliProcess, ended } from '../support/ingestProcess.js';
import { Draws } from '../support/randomness.js';

const place = ingestPlace();
const { folder } = place;
const ROWS = 2_000;
const REFUSED = ROWS / 40;

await describeInflux('an ingest into InfluxDB that does not come to its end', (binary) => {
  let server: InfluxServer;
  let client: InfluxClient;

  beforeAll(async () => {
    server = await startInflux(binary);
    const { url, org, bucket, token } = server;
    place.sources.points = { type: 'influxdb', url, org, bucket, token, timeout: '5s' };
    client = new InfluxClient({ name: 'test', url, org, bucket, token });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  /** A model and its file: rows of one time and no tags, of which some are refused. */
  function prepare(name: string): { configuration: string; file: string } {
    const model = { files: undefined, source: 'points', table: name, timestamp_column: '_time' };
    const keys = { target: 'points', table: name, timestamp_column: 'at', quarantine: { path: 'bad' } };
    const rules = [{ column: 'age', type: 'integer' }];
    return {
      configuration: place.configure(name, model, { ...keys, rules, learned: 'off' }),
      file: folder.lines(`${name}/new.csv`, ['id,age,at', ...rows(0, ROWS)]),
    };
  }
  const rows = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, index) => {
      const id = from + index;
      return `${id},${id % 40 === 7 ? 'broken' : id % 9},2024-01-01T00:00:00Z`;
    });

  /** Values of one field, in order. */
  async function values(measurement: string, field: string): Promise<number[]> {
    const found: number[] = [];
    const flux = `from(bucket: "${server.bucket}") |> range(start: 0) |> filter(fn: (r) => r._measurement == "${measurement}" and r._field == "${field}")`;
    await client.query(flux, (row) => void found.push(Number(row.value('_value'))));
    return found.sort((a, b) => a - b);
  }
  const good = (to: number): number[] =>
    Array.from({ length: to }, (_, id) => id).filter((id) => id % 40 !== 7);

  test('killed again and again, two at once at last, brings each row once', async () => {
    const { configuration, file } = prepare('killed');
    const draws = new Draws(11);
    for (let round = 0; round < 4; round++) {
      const before = (await values('killed', 'id')).length;
      const enough = before + 1 + draws.below(200);
      const child = cliProcess(['ingest', '--config', configuration, file]);
      const end = ended(child);
      await eventually(
        async () => (await values('killed', 'id')).length,
        (count) => count >= enough,
      );
      child.kill('SIGKILL');
      expect(await end).toBeNull();
    }
    expect((await values('killed', 'id')).length).toBeLessThan(ROWS - REFUSED);
    const both = [1, 2].map(() => ended(cliProcess(['ingest', '--config', configuration, file])));
    expect(await Promise.all(both)).toEqual([0, 0]);
    expect(await values('killed', 'id')).toEqual(good(ROWS));
    expect(new Set(await values('killed', 'ingest_row')).size).toBe(ROWS - REFUSED);
    const [record] = await place.query("SELECT rows, refused FROM drift.ingests WHERE model = 'killed'");
    expect(record).toEqual({ rows: ROWS, refused: REFUSED });
  }, 300_000);

  test('killed, grown, and overtaken by another file, brings each row once, all of one time and no tags', async () => {
    const { configuration, file } = prepare('grown');
    const child = cliProcess(['ingest', '--config', configuration, file]);
    const end = ended(child);
    await eventually(
      async () => (await values('grown', 'id')).length,
      (count) => count > 30,
    );
    child.kill('SIGKILL');
    expect(await end).toBeNull();
    folder.lines('grown/other.csv', ['id,age,at', ...rows(10_000, 10_100)]);
    const other = await place.result('grown', 'other.csv');
    expect(other.tally.written).toBeGreaterThan(90);
    appendFileSync(file, [...rows(ROWS, ROWS + 200), ''].join('\n'));
    expect((await place.result('grown', 'new.csv')).tally.rows).toBe(ROWS + 200);
    const ids = await values('grown', 'id');
    expect(ids.filter((id) => id < 10_000)).toEqual(good(ROWS + 200));
    expect(ids).toHaveLength(good(ROWS + 200).length + other.tally.written);
  }, 300_000);

  test('a server that is killed, or hangs, is told, and the next ingest goes on', async () => {
    const { configuration, file } = prepare('server');
    for (const break_ of ['kill', 'hang'] as const) {
      const before = (await values('server', 'id')).length;
      const run = runCli(['ingest', '--config', configuration, file]);
      await eventually(
        async () => (await values('server', 'id')).length,
        (count) => count > before + 50,
      );
      await server[break_]();
      const { code, error } = await run;
      expect(code).toBe(1);
      expect(error).toMatch(
        /error: source points: measurement server in bucket points at .* cannot be reached: .* goes on from there/,
      );
      if (break_ === 'kill') await server.restart();
      else server.goOn();
    }
    expect((await runCli(['ingest', '--config', configuration, file])).code).toBe(0);
    expect(await values('server', 'id')).toEqual(good(ROWS));
  }, 300_000);

  test('what the server lacks, or refuses, is told before a row is written', async () => {
    const { url, org, bucket, token } = server;
    const model = { files: undefined, source: 'other', table: 'refused', timestamp_column: '_time' };
    folder.lines('refused/new.csv', ['at,age', '2024-01-01,1']);
    const said = async (source: object, keys: object = {}): Promise<string> => {
      place.sources.other = { type: 'influxdb', url, org, bucket, token, ...source };
      const ingest = { target: 'other', table: 'refused', timestamp_column: 'at', ...keys };
      place.configure('refused', model, ingest);
      return String(await place.result('refused', 'new.csv').catch((error: unknown) => error));
    };
    expect(await said({ token: 'correct horse' })).toMatch(
      /source other: measurement refused in bucket points at .*: InfluxDB at .* refuses the token: .*; ingest reads the bucket, too/,
    );
    expect(await said({ bucket: 'nowhere' })).toMatch(/has no bucket "nowhere" in organization/);
    expect(await said({ url: 'http://127.0.0.1:9' })).toMatch(/cannot be reached: .*goes on from there$/);
    expect(await said({}, { timestamp_column: 'when' })).toMatch(
      /there is no column "when" \(timestamp_column\)/,
    );
    await server.write(['refused age=1 1']);
    expect(await said({}, { tags: ['age'] })).toMatch(
      /"age" is a field of measurement refused .* \(ingest\.tags\)/,
    );
    server.hang();
    try {
      expect(await said({ timeout: '1s' })).toMatch(/no answer within 1 s/);
    } finally {
      server.goOn();
    }
  });
});
