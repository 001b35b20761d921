import { describePrometheus, startPrometheus } from '../services/prometheus.js';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { json } from '../support/httpClient.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE, monitorProcesses } from '../support/monitorProcess.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable({ minutes: 90 });
/** Some of which the current rows, whose grade is the reference's, have as other numbers. */
const features = Array.from({ length: 24 }, (_, index) => ({
  name: `feature ${index}`,
  expression: index % 3 === 0 ? `income * ${index + 1}` : `length(grade) + ${index}`,
}));
const WINDOW = '1h';

await describePrometheus('a wide model in three parts on two shards', (binaries) => {
  test(
    'has each feature counted once, as the whole model has it, and adds up in PromQL',
    async () => {
      const table = fresh();
      await table.run(`UPDATE ${table.name} SET income = income * 3`);
      const model = table.model({ features, label_column: undefined });
      const path = monitorConfig(folder, 'parts', {
        warehouse: table.url,
        store: { url: table.url },
        models: [
          { ...model, name: 'wide', parts: 3 },
          { ...model, name: 'whole' },
        ],
      });
      const shards = ['1/2', '2/2'].map((shard) => start(path, { options: ['--shard', shard] }));
      const watched: string[][] = [];
      for (const shard of shards) {
        const { models } = json<{ models: { model: string }[] }>(await shard.ask('/api/v1/models'));
        watched.push(models.map((one) => one.model));
        for (const { model: name } of models) await shard.untilCounted({ name, newest: table.newest });
      }
      const parts = ['wide (1 of 3)', 'wide (2 of 3)', 'wide (3 of 3)'];
      expect(watched.flat().sort()).toEqual([...parts, 'whole'].sort());
      for (const own of watched)
        expect(own.filter((name) => name.startsWith('wide')).length).toBeGreaterThan(0);

      const stored = await Promise.all(parts.map((name) => readStored(path, name)));
      const counted = stored.map(({ counters }) => counters.map(({ feature }) => feature));
      expect(counted.flat().sort()).toEqual(features.map(({ name }) => name).sort());
      for (const own of counted) expect(own.length).toBeGreaterThan(0);
      const whole = await readStored(path, 'whole');
      const countsOf = ({ counters }: typeof whole) =>
        counters.map(({ feature, counts }): [string, number[]] => [feature, [...counts]]);
      expect(stored.flatMap(countsOf).sort()).toEqual(countsOf(whole).sort());

      const targets = await Promise.all(
        shards.map(async (shard) => ({ url: `${await shard.url()}/metrics` })),
      );
      const prometheus = await startPrometheus(binaries, { interval: '200ms', targets });
      try {
        const { client } = prometheus;
        const ofParts = 'model=~"wide \\\\(.+\\\\)",segment=""';
        const psi = `max by (feature) (drift_psi{${ofParts},window="${WINDOW}"}) == on (feature) drift_psi{model="whole",segment="",window="${WINDOW}"}`;
        await client.until(psi, (series) => series.length === features.length);
        const share = `avg(drift_detected{${ofParts},window="${WINDOW}"})`;
        const whole = `drift_dataset_ratio{model="whole",window="${WINDOW}"}`;
        const [apart] = await client.until(`abs(${share} - on () ${whole})`, (series) => series.length === 1);
        expect(apart?.points[0]?.[1]).toBeCloseTo(0, 9);
        const [ratio] = await client.until(share, (series) => series.length === 1);
        expect(ratio?.points[0]?.[1]).toBeCloseTo(1 / 3, 9);
      } finally {
        await prometheus.stop();
      }
      for (const shard of shards) {
        await shard.end();
        expect(shard.log).not.toMatch(/level=error/);
      }
    },
    EMBEDDED_PATIENCE,
  );
});

test('a part without features says so, and the others go on', async () => {
  const table = fresh();
  const path = monitorConfig(folder, 'empty', {
    warehouse: table.url,
    store: { url: table.url },
    models: [table.model({ name: 'narrow', parts: 5 })],
  });
  const monitor = start(path);
  const { models } = json<{ models: { model: string }[] }>(await monitor.ask('/api/v1/models'));
  const failures: string[] = [];
  let counted = 0;
  for (const { model: name } of models) {
    const { failure } = await monitor.untilModel(
      name,
      ({ newest_row, failure: found }) => newest_row !== null || found !== null,
    );
    if (failure === null) counted++;
    else failures.push(failure.message);
  }
  expect(counted).toBeGreaterThan(0);
  expect(failures).toHaveLength(5 - counted);
  expect(failures[0]).toMatch(
    /model narrow \(\d of 5\) has none of the 2 features of narrow; they are shared by their names, so give it fewer parts/,
  );
});
