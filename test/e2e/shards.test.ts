import { shardOf } from '../../exporter/src/config/shard.js';
import { describePrometheus, startPrometheus } from '../services/prometheus.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { json } from '../support/httpClient.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE, monitorProcesses, type MonitorProcess } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, type MonitorTable } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable({ minutes: 90 });
const models = ['accounts', 'leases', 'loans', 'mortgages'];
const owned = (index: number, count: number): string[] =>
  models.filter((model) => shardOf(model, count) === index);

function configuration(name: string, table: MonitorTable, monitoring = {}): string {
  return monitorConfig(folder, name, {
    monitoring,
    warehouse: table.url,
    store: { url: table.url },
    models: models.map((model) => table.model({ name: model })),
  });
}

async function untilCounted(
  shard: MonitorProcess,
  names: readonly string[],
  table: MonitorTable,
): Promise<void> {
  await Promise.all(names.map((name) => shard.untilCounted({ name, newest: table.newest })));
}

async function expectAllCounted(path: string, table: MonitorTable): Promise<void> {
  for (const model of models) await expectCounted(await readStored(path, model), table);
}

test('the models are not all on one shard, so that these tests tell something', () => {
  for (const index of [1, 2]) expect(owned(index, 2)).not.toEqual([]);
  expect(owned(1, 3).some((model) => owned(1, 2).includes(model))).toBe(true);
  expect(owned(3, 3)).not.toEqual([]);
});

test.each(['0/5', '6/5', 'x'])('--shard %s is one clear error', async (shard) => {
  const path = configuration('bad', fresh());
  const { code, error } = await runCli(['serve', '--config', path, '--shard', shard]);
  expect({ code, error }).toEqual({
    code: 1,
    error: `error: --shard ${shard}: expected a shard such as "2/5", from 1/5 to 5/5\n`,
  });
});

await describePrometheus('two shards of one configuration and one store', (binaries) => {
  test(
    'watch each model once, say which part they are, and are one in PromQL',
    async () => {
      const table = fresh();
      const path = configuration('two', table);
      const [one, two] = [
        start(path, { options: ['--shard', '1/2'] }),
        start(path, { options: ['--shard', '2/2'] }),
      ];
      await untilCounted(one, owned(1, 2), table);
      await untilCounted(two, owned(2, 2), table);

      const list = json<{ models: { model: string }[]; shard: object }>(await one.ask('/api/v1/models'));
      expect(list.models.map(({ model }) => model)).toEqual(owned(1, 2));
      expect(list.shard).toEqual({
        name: '1/2',
        elsewhere: owned(2, 2).map((model) => ({ model, shard: '2/2' })),
      });
      const [other = ''] = owned(2, 2);
      expect((await one.ask(`/api/v1/models/${other}`)).text).toContain(
        `is watched by shard 2/2, and this is shard 1/2`,
      );

      const targets = await Promise.all(
        [one, two].map(async (shard) => ({ url: `${await shard.url()}/metrics` })),
      );
      const prometheus = await startPrometheus(binaries, { interval: '200ms', targets });
      try {
        const counted = 'sum by (model) (drift_cell_observations_total{feature="grade"})';
        const closed = 90 * 7 - 3 * 7;
        await prometheus.client.until(`${counted} == ${closed}`, (series) => series.length === models.length);
        // a scrape may have been late
        const whole = (count: number) => (series: readonly unknown[]) => series.length === count;
        const success = 'drift_last_success_timestamp_seconds';
        await prometheus.client.until(`count by (model) (${success}) == 1`, whole(models.length));
        expect(await prometheus.client.query(`count by (model) (${success}) > 1`)).toEqual([]);
        await prometheus.client.until('sum(drift_exporter_shard_info{shards="2"}) == 2', whole(1));
      } finally {
        await prometheus.stop();
      }
      for (const shard of [one, two]) {
        await shard.end();
        expect(shard.log).not.toMatch(/level=error/);
      }
      await expectAllCounted(path, table);
    },
    EMBEDDED_PATIENCE,
  );
});

test(
  'a reload of monitoring.shard hands models over, which go on from where they were',
  async () => {
    const table = fresh();
    const path = configuration('handed', table, { shard: '1/2' });
    const monitor = start(path);
    await untilCounted(monitor, owned(1, 2), table);
    configuration('handed', table, { shard: '2/2' });
    expect((await monitor.ask('/-/reload', { method: 'POST' })).status).toBe(200);
    await untilCounted(monitor, owned(2, 2), table);
    const { models: watched } = json<{ models: { model: string }[] }>(await monitor.ask('/api/v1/models'));
    expect(watched.map(({ model }) => model)).toEqual(owned(2, 2));
    const shown = (await monitor.metrics()).all('drift_last_success_timestamp_seconds');
    expect(shown.map(({ labels }) => labels.model).sort()).toEqual(owned(2, 2));
    await table.fillOn(5);
    configuration('handed', table, { shard: '1/1' });
    expect((await monitor.ask('/-/reload', { method: 'POST' })).status).toBe(200);
    await untilCounted(monitor, models, table);
    await monitor.end();
    expect(monitor.log).not.toMatch(/level=error/);
    await expectAllCounted(path, table);
  },
  EMBEDDED_PATIENCE,
);

test(
  'shards that overlap are told, and count nothing twice; a model that moves to another shard goes on',
  async () => {
    const table = fresh();
    const path = configuration('overlap', table);
    const shards: MonitorProcess[] = [];
    const watched = [owned(1, 2), owned(2, 2), owned(1, 3)];
    for (const shard of ['1/2', '2/2', '1/3']) {
      const started = start(path, { options: ['--shard', shard] });
      await untilCounted(started, watched[shards.push(started) - 1] ?? [], table);
    }
    for (let time = 0; time < 3; time++) {
      await table.fillOn(5);
      await Promise.all(shards.map((shard, index) => untilCounted(shard, watched[index] ?? [], table)));
    }
    await Promise.all(shards.map((shard) => shard.end()));
    expect(shards.map(({ log }) => log).join('')).toContain('somebody else has counted model');

    const moved = [1, 2, 3].map((index) => start(path, { options: ['--shard', `${index}/3`] }));
    await Promise.all(moved.map((shard, index) => untilCounted(shard, owned(index + 1, 3), table)));
    await Promise.all(moved.map((shard) => shard.end()));
    for (const { log } of moved) expect(log).not.toMatch(/level=error/);
    expect(table.newest % MINUTE).toBe(0);
    await expectAllCounted(path, table);
  },
  EMBEDDED_PATIENCE,
);
