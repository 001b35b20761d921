import { streams } from '../../dashboards/src/pages/performanceMonitoring/streams.js';
import { psiCounts } from '../../exporter/src/profile/profile.js';
import { describePrometheus, startPrometheus } from '../services/prometheus.js';
import { eventually } from '../support/eventually.js';
import { interpolate } from '../support/grafanaVariables.js';
import { EMBEDDED_PATIENCE, type ModelDetail, type MonitorProcess } from '../support/monitorProcess.js';
import { expectBuckets } from '../support/monitorRecount.js';
import { MINUTE, ROWS_A_MINUTE } from '../support/monitorTable.js';
import { more, sent } from '../support/sentRows.js';
import { readStored } from '../support/storedModel.js';
import { expectEndsCounted, streamTests } from '../support/streamTests.js';

const { folder, start, fresh, configOf, taking, opened } = streamTests();

await describePrometheus('two exporters of one stream', (binaries) => {
  test(
    'each counts its own traffic: profiles add up in the store and in the windows, counters in PromQL',
    async () => {
      const table = fresh();
      const config = configOf(table, 'fleet');
      const writers = ['north', 'south'];
      const fleet: MonitorProcess[] = [];
      for (const writer of writers) {
        const one = await taking(config, table, { options: ['--writer', writer] });
        fleet.push(one);
      }
      const prometheus = await startPrometheus(binaries, {
        targets: await Promise.all(
          fleet.map(async (one, index) => ({
            url: `${await one.url()}/metrics`,
            labels: { instance: writers[index] ?? '' },
          })),
        ),
      });
      try {
        // it looks for its targets every five seconds only, and a rate of rows before the first scrape is none
        await prometheus.client.until('up == 1', (scraped) => scraped.length === fleet.length);
        const from = Date.now() / 1000;
        for (let step = 0; step < 8; step++) {
          const rows = await more(table, 15);
          // every third row goes south
          for (const [index, one] of fleet.entries()) {
            await sent(
              one,
              table.name,
              rows.filter((_, row) => (row % 3 === 2) === (index === 1)),
            );
          }
          for (const one of fleet) await one.untilChecked(table.name);
        }
        // windows of each hold the rows of both: the last ten whole minutes and the running one
        for (const one of fleet) {
          const model = await one.untilModel(table.name, ({ features }) =>
            features.every(({ windows }) => windows[0]?.rows.current === 11 * ROWS_A_MINUTE),
          );
          expect(model.failure).toBeNull();
          const answer = await sent(one, table.name, []);
          const hours = answer.features.map(({ windows }) => windows.find(({ window }) => window === '1h'));
          expect(hours.map((hour) => hour?.rows.current)).toEqual([61 * ROWS_A_MINUTE, 61 * ROWS_A_MINUTE]);
        }
        const closed = table.newest - 3 * MINUTE;
        const stored = await Promise.all(writers.map((writer) => readStored(config, table.name, writer)));
        for (const { position } of stored) expect(position.closedUntil).toBe(closed);
        const [both] = stored;
        if (both === undefined) throw new Error('nothing is stored');
        await expectBuckets(both, table);
        // the counters of both, summed by Prometheus, against the summed profiles of the store
        const wanted = [0, 0, 0, 0, 0];
        for (const { feature, start: at, profile } of both.buckets) {
          if (feature !== 'grade' || at >= closed) continue;
          for (const [cell, count] of psiCounts(profile).entries())
            wanted[cell] = (wanted[cell] ?? 0) + count;
        }
        const counted = 'drift_cell_observations_total{model="loans",feature="grade"}';
        const query = `sum by (cell) (max without (instance, pod) (${counted}))`;
        const summed = await eventually(
          () => prometheus.client.valuesBy('cell', query),
          (cells) => Object.values(cells).reduce((a, b) => a + b, 0) === wanted.reduce((a, b) => a + b, 0),
        );
        expect(Object.values(summed).sort()).toEqual(wanted.sort());
        const halves = await prometheus.client.valuesBy(
          'instance',
          'sum by (instance) (drift_cell_observations_total{model="loans",feature="grade"})',
        );
        expect((halves.north ?? 0) / (halves.south ?? 1)).toBeCloseTo(2, 1);
        const to = Date.now() / 1000;
        const range = { variables: { model: { values: [table.name] } }, from, to, step: 1 };
        const asked = streams.flatMap(({ queries }) =>
          queries.flatMap((one) => ('promql' in one ? [one] : [])),
        );
        for (const { name, promql } of asked) {
          const series = await prometheus.client.queryRange(interpolate(promql, range), from, to, 1);
          const told = series.filter(({ points }) => points.some(([, value]) => value > 0));
          expect({ name, told: told.length > 0 }).toEqual({ name, told: true });
        }
        for (const one of fleet) expect(await one.end()).toMatchObject({ code: 0 });
        for (const one of fleet) expect(one.log).not.toMatch(/level=error/);
      } finally {
        await prometheus.stop();
      }
    },
    EMBEDDED_PATIENCE,
  );
});

test(
  'one of two gets all rows: the other tells the same of them, on its page too, counts none, and takes over where they turn to it',
  async () => {
    const table = fresh();
    const config = configOf(table, 'idle');
    const north = await taking(config, table, { options: ['--writer', 'north'] });
    const south = await taking(config, table, { options: ['--writer', 'south'] });
    const rowsInWindow = ({ features }: ModelDetail) =>
      features.map(({ windows }) => windows[0]?.rows.current);
    const scores = async (one: MonitorProcess) => {
      const metrics = await one.metrics();
      return ['drift_psi', 'drift_rows', 'drift_active', 'drift_window_end_timestamp_seconds'].map((name) =>
        metrics.all(name).map(({ labels, value }) => ({ labels, value })),
      );
    };

    const whole = [11 * ROWS_A_MINUTE, 11 * ROWS_A_MINUTE];
    // a verdict over time needs buckets that close while it watches
    for (const minutes of [20, 10]) {
      await sent(north, table.name, await more(table, minutes));
      const isWhole = (model: ModelDetail) =>
        whole.every((rows, index) => rowsInWindow(model)[index] === rows);
      await south.untilModel(
        table.name,
        (model) => isWhole(model) && Date.parse(model.newest_row ?? '') >= table.newest - MINUTE,
      );
    }
    await north.untilChecked(table.name);
    await south.untilChecked(table.name);
    expect(await scores(south)).toEqual(await scores(north));
    expect((await south.model(table.name)).newest_row).not.toBeNull();
    expect((await south.ask('/')).text).not.toContain('there are no rows yet');
    const answer = await sent(south, table.name, []);
    expect(answer.features.map(({ windows }) => windows[0]?.rows.current)).toEqual(whole);
    const own = (await south.metrics()).all('drift_cell_observations_total').map(({ value }) => value);
    expect(own.reduce((a, b) => a + b, 0)).toBe(0);
    expect((await south.metrics()).value('drift_stream_rows_total', { result: 'accepted' })).toBe(0);

    // they turn to the other: what the first one held in open buckets closes all the same
    await sent(south, table.name, await more(table, 30));
    const closed = table.newest - 3 * MINUTE;
    for (const one of [north, south]) {
      await one.untilModel(
        table.name,
        ({ newest_row }) => Date.parse(newest_row ?? '') >= table.newest - MINUTE,
      );
      await one.untilChecked(table.name);
    }
    expect(await scores(north)).toEqual(await scores(south));
    for (const one of [north, south]) expect(await one.end()).toMatchObject({ code: 0 });
    const stored = await Promise.all(
      ['north', 'south'].map((writer) => readStored(config, table.name, writer)),
    );
    for (const { position } of stored) expect(position.closedUntil).toBe(closed);
    const counted = stored.map(({ counters }) => {
      const [grade] = counters.filter(({ feature }) => feature === 'grade');
      return [...(grade?.counts ?? [])].reduce((a, b) => a + b, 0);
    });
    expect(counted).toEqual([30 * ROWS_A_MINUTE, 27 * ROWS_A_MINUTE]);
    for (const one of stored) await expectBuckets(one, table);
  },
  EMBEDDED_PATIENCE,
);

test(
  'two that count under one name: the second is told so, and its rows are refused rather than lost',
  async () => {
    const { table, config, monitor: first } = await opened('one name');
    const second = start(config);
    const { failure } = await second.untilModel(table.name, ({ failure: found }) => found !== null);
    expect(failure?.message).toContain(
      'another process uses it; give each exporter of a stream a name of its own',
    );
    const rows = await more(table, 5);
    await expect(sent(second, table.name, rows)).rejects.toThrow(/^503 .*stream_not_ready/);
    expect(await sent(first, table.name, rows)).toMatchObject({ accepted: rows.length });
  },
  EMBEDDED_PATIENCE,
);

test(
  "two that count under one name in folders of their own: the second is told so and takes no rows, so that none replace the first one's",
  async () => {
    const table = fresh();
    const folderOf = (name: string) => ({
      store: { url: table.url, streams: `${folder.path}/${name}/streams` },
    });
    const config = configOf(table, 'here', folderOf('here'));
    const first = await taking(config, table);
    const rows = await more(table, 5);
    const half = rows.length >> 1;
    await sent(first, table.name, rows.slice(0, half));
    await first.untilChecked(table.name);
    const second = start(configOf(table, 'there', folderOf('there')));
    const { failure } = await second.untilModel(table.name, ({ failure: found }) => found !== null);
    expect(failure?.message).toContain(
      'another folder holds the counts that model loans has under the writer name "exporter"; give each exporter of a stream a name of its own',
    );
    await expect(sent(second, table.name, rows.slice(half))).rejects.toThrow(/^503 .*stream_not_ready/);
    await sent(first, table.name, rows.slice(half));
    await expectEndsCounted({ table, config, monitor: first });
  },
  EMBEDDED_PATIENCE,
);
