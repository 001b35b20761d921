import { join } from 'node:path';
import type { CheckResult } from '../../exporter/src/detection/result.js';
import { openStore } from '../../exporter/src/store/store.js';
import { dataFolder, spread } from '../support/dataFolder.js';
import { json } from '../support/httpClient.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE, monitorProcesses, type ModelDetail } from '../support/monitorProcess.js';
import { checkConfig, runCli } from '../support/cli.js';

const folder = dataFolder();
const start = monitorProcesses();

/** Milliseconds that a first check may take on a busy machine. */
const PATIENCE = 150_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.UTC(2025, 0, 6);
const DAYS = 16;
/** From this day on the incomes of one channel are others. */
const CHANGE = 13;
const AN_HOUR = 40;
/** Every fifth row each, besides many rare ones; the second is a value, the third none. */
const channels = ['web, "24/7" <b>\\ größe', 'other', '', 'branch'];

const at = (index: number) => new Date(BEGIN + (index / AN_HOUR) * HOUR);
const channelOf = (index: number) => channels[index % 5] ?? `rare ${index % 997}`;
const quoted = (text: string) => (text === '' ? '' : `"${text.replaceAll('"', '""')}"`);
const odd = `channel=${channels[0]}`;

beforeAll(() => {
  const row = (index: number): string[] => {
    const isMoved = index >= CHANGE * 24 * AN_HOUR && channelOf(index) === channels[0];
    const income = spread(index) * 10 + (isMoved ? 4 : 0);
    const grade = ['a', 'b', 'c'][Math.floor(spread(index, 0.3) * 3)] ?? '';
    return [at(index).toISOString(), income.toFixed(3), grade, quoted(channelOf(index))];
  };
  const [header, all, first] = [
    ['at', 'income', 'grade', 'channel'],
    DAYS * 24 * AN_HOUR,
    CHANGE * 24 * AN_HOUR,
  ];
  folder.csv('loans.csv', header, all, row);
  folder.csv('before.csv', header, first, row);
  folder.csv('after.csv', header, all - first, (index) => row(first + index));
});

const model = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'loans',
  files: '../loans.csv',
  timestamp_column: 'at',
  features: ['income', 'grade'],
  segments: [{ column: 'channel', top: 4 }],
  reference: { to: new Date(BEGIN + 8 * DAY).toISOString() },
  windows: ['6h', '24h'],
  ...more,
});
const monitoring = { lookback_window: '30d', check_frequency: '500ms' };

const named = ({ segments }: ModelDetail) => segments.map(({ segment }) => segment).sort();

test(
  'a change in one segment shows in it, is diluted in the whole, and is the same after a restart',
  async () => {
    const config = monitorConfig(folder, 'story', { models: [model()], monitoring });
    const first = start(config, { patience: PATIENCE });
    const before = await first.untilChecked('loans');
    expect(named(before)).toEqual(
      ['channel=', 'channel="other"', 'channel=branch', 'channel=other', odd].sort(),
    );
    // the worst comes first
    const [worst] = before.segments;
    expect(worst).toMatchObject({
      segment: odd,
      column: 'channel',
      value: channels[0],
      severity: 'critical',
      drifted: 1,
      worst: { feature: 'income', drifted: true },
    });
    expect(before.segments.slice(1).map(({ drifted }) => drifted)).toEqual([0, 0, 0, 0]);
    expect(before.segments.reduce((sum, { rows }) => sum + rows.reference, 0)).toBe(8 * 24 * AN_HOUR);
    const whole = before.features.find(({ feature }) => feature === 'income')?.windows[1];
    expect(whole?.psi).toBeLessThan((worst?.worst?.psi ?? 0) / 4);

    const path = '/api/v1/models/loans';
    const query = `segment=${encodeURIComponent(odd)}`;
    const own = json<ModelDetail>(await first.ask(`${path}?${query}`));
    expect(own.segment).toBe(odd);
    expect(own.features[0]).toMatchObject({ feature: 'income', windows: [{ severity: 'critical' }, {}] });
    const detail = json<{ windows: { rows: { current: number } }[] }>(
      await first.ask(`${path}/features/income?${query}`),
    );
    expect(detail.windows[1]?.rows.current).toBeCloseTo((24 * AN_HOUR) / 5, -2);
    const svg = await first.ask(`${path}/features/income/overlay.svg?${query}`);
    expect(svg.status).toBe(200);
    const { points } = json<{ points: { psi: number }[] }>(
      await first.ask(`${path}/features/income/history?window=1d&${query}`),
    );
    expect(points.length).toBeGreaterThanOrEqual(6);
    expect(points.at(-1)?.psi).toBeGreaterThan(1);
    const unknown = await first.ask(`${path}?segment=channel%3Dbranhc`);
    expect(unknown.status).toBe(404);
    expect(unknown.text).toContain('did you mean');

    const metrics = await first.metrics();
    const labels = { model: 'loans', feature: 'income', window: '1d' };
    const escaped = { segment: odd.replaceAll('\\', '\\\\').replaceAll('"', '\\"') };
    expect(metrics.value('drift_detected', { ...labels, ...escaped })).toBe(1);
    expect(metrics.value('drift_detected', { ...labels, segment: 'channel=branch' })).toBe(0);
    expect(metrics.value('drift_severity', { ...labels, ...escaped })).toBe(3);
    expect(metrics.all('drift_psi', labels)).toHaveLength(1 + 5);
    // alerts go by all rows alone
    for (const name of ['drift_active', 'drift_active_severity', 'drift_threshold']) {
      const found = metrics.all(name);
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((sample) => 'segment' in sample.labels)).toEqual([]);
    }
    expect(await first.end()).toMatchObject({ code: 0 });

    const second = start(config, { patience: PATIENCE });
    const after = await second.untilChecked('loans');
    expect(after.segments).toEqual(before.segments);
    expect(after.features).toEqual(before.features);
    expect(json<ModelDetail>(await second.ask(`${path}?${query}`)).features).toEqual(own.features);
    await second.end();

    const range = [
      '--from',
      new Date(BEGIN + CHANGE * DAY).toISOString(),
      '--to',
      new Date(BEGIN + DAYS * DAY).toISOString(),
    ];
    const report = ['report', '--config', config, '--model', 'loans', ...range, '--format', 'json'];
    const [reported] = JSON.parse((await runCli(report)).out) as CheckResult[];
    expect(
      reported?.segments?.map(({ segment, drifted, rows }) => [segment, drifted, rows.reference]).sort(),
    ).toEqual(before.segments.map(({ segment, rows }) => [segment, segment === odd, rows.reference]).sort());

    const store = await openStore({ path: `${config}/store`, retention: {} } as never);
    try {
      const ask = { model: 'loans', feature: 'income', window: '1d' };
      const scores = await store.scores({ ...ask, segment: odd });
      expect(scores.map(({ result }) => result.drifted)).toContain(true);
      expect((await store.scores({ ...ask, segment: 'channel=branch' })).length).toBe(scores.length);
      const pictures = await store.distributions({ ...ask, segment: odd });
      expect(pictures.length).toBeGreaterThan(5);
    } finally {
      await store.close();
    }
  },
  3 * EMBEDDED_PATIENCE,
);

test(
  'a column that is mistyped is told of, and the rest goes on',
  async () => {
    const wrong = model({ segments: ['chanel', 'grade'], windows: ['24h'] });
    const path = monitorConfig(folder, 'mistyped', { models: [wrong], monitoring });
    const monitor = start(path, { patience: PATIENCE });
    const found = await monitor.untilChecked('loans');
    expect(found.warnings).toEqual([
      'model loans: segments: there is no column "chanel" in the reference and the current data; check its name',
    ]);
    expect(named(found)).toEqual(['grade=a', 'grade=b', 'grade=c', 'grade=other']);
    expect(found.features).toHaveLength(2);
    expect(monitor.log).toContain('chanel');
  },
  EMBEDDED_PATIENCE,
);

test(
  'a one-shot check lists segments beside its features, with or without a saved reference',
  async () => {
    const own = model({
      check_windows: 'all',
      reference: { to: new Date(BEGIN + CHANGE * DAY).toISOString() },
    });
    const config = monitorConfig(folder, 'once', { models: [own] });
    const [plain] = (
      await checkConfig(monitorConfig(folder, 'plain', { models: [{ ...own, segments: [] }] }))
    ).results;
    const [result] = (await checkConfig(config)).results;
    const { segments, ...whole } = result ?? { segments: undefined };
    expect(whole).toEqual(plain);
    expect(segments?.map(({ segment, drifted, rows }) => [segment, drifted, rows.current])).toEqual([
      ['channel=', false, 576],
      ['channel=branch', false, 576],
      ['channel="other"', false, 576],
      [odd, true, 576],
      ['channel=other', false, 576],
    ]);
    const files = ['before.csv', 'after.csv'].map((name) => join(folder.path, name)) as [string, string];
    const wishes = ['--features', 'income,grade', '--segments', 'channel:4', '--format', 'json'];
    const two = await runCli(['check', '--reference', files[0], '--current', files[1], ...wishes]);
    expect(JSON.parse(two.out)).toMatchObject({ segments });
    const saved = ['--store', join(folder.path, 'saved')];
    const [, version = ''] = (
      await runCli([
        'reference',
        'build',
        '--reference',
        files[0],
        '--features',
        'income,grade',
        '--segments',
        'channel:4',
        ...saved,
      ])
    ).out.split('  ');
    const bySaved = ['check', '--reference', version, '--current', files[1], ...wishes, ...saved];
    expect(JSON.parse((await runCli(bySaved)).out)).toMatchObject({
      segments: segments?.map(({ segment, rows, drifted }) => ({ segment, rows, drifted })),
    });
    expect((await runCli([...bySaved, '--segments', 'grade'])).out).toContain(
      'the saved reference holds no segments of \\"grade\\", so none are compared; build it again',
    );
    const wrong = await runCli([
      'check',
      '--reference',
      files[0],
      '--current',
      files[1],
      '--segments',
      'channel:0',
    ]);
    expect(wrong).toMatchObject({
      code: 1,
      error: 'error: --segments channel:0: expected a column, or column:top with top from 1 to 100\n',
    });
    const built = await runCli(['reference', 'build', '--config', config]);
    expect(built.code).toBe(0);
    const [again] = (await checkConfig(config)).results;
    expect(again?.reference.version).toBe(result?.reference.version);
    expect(again?.segments).toEqual(segments);
  },
  EMBEDDED_PATIENCE,
);

test(
  'a column of ten thousand values has its most frequent ones, and all others together',
  async () => {
    const values = 10_000;
    const write = (name: string) =>
      folder.csv(name, ['income', 'shop'], 3 * values, (index) => [
        spread(index).toFixed(4),
        // each value three times, and three of them more often
        index % 10 === 0 ? `often ${index % 3}` : `shop ${index % values}`,
      ]);
    const [reference, current] = [write('shops.csv'), write('shopsNow.csv')];
    const sides = ['--reference', reference, '--current', current];
    const { code, out } = await runCli([
      ...['check', ...sides, '--features', 'income', '--segments', 'shop:3', '--format', 'json'],
    ]);
    expect(code).toBe(0);
    const { segments } = JSON.parse(out) as CheckResult;
    expect(segments?.map(({ segment, rows }) => [segment, rows.current])).toEqual([
      ...[0, 1, 2].map((often) => [`shop=often ${often}`, values / 10]),
      ['shop=other', (27 * values) / 10],
    ]);
  },
  EMBEDDED_PATIENCE,
);
