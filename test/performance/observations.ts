import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eventually } from '../support/eventually.js';
import { MonitorProcess } from '../support/monitorProcess.js';
import type { ObservationAnswer } from '../support/sentRows.js';
import { option } from './measureProcess.js';
import { benchFolder } from './monitorData.js';
import { memoryOf, printTable, processorTime, quantile } from './monitorReport.js';
import { ObservationsClient, type Acknowledged } from './observationsClient.js';
import { bodiesOf, FEATURES, LABELLED, writeReference } from './observationsRows.js';

/**
 * Rows that are sent to a stream, by a client in a process of its own over loopback: how long an answer takes beside a bare
 * express that sends the same body back, turn by turn in one run; what becomes of a million rows a minute, of twice as many,
 * and of more clients at once than there is room for; and whether what was acknowledged is there after `kill -9`.
 *
 *     npm run build && npx tsc -p tsconfig.json
 *     node build/test/performance/observations.js [--rows 10000] [--requests 100] [--minutes 1] [--labelled 1]
 */
const rows = option('rows', 10_000);
const requests = option('requests', 100);
const minutes = option('minutes', 1);
/** Whether rows come with a label and a score. */
const labelled = option('labelled', 0) > 0;
const MILLION = 1_000_000;
/** Their bodies of 4 MB are twice what the exporter lets come at once. */
const CLIENTS = 64;
const WARM_UP = 5;
/** Milliseconds that it may take to start, on a busy machine. */
const PATIENCE = 600_000;
const bodies = bodiesOf(rows, 8, labelled);
const bodyAt = (index: number): Buffer => bodies[Math.abs(index) % bodies.length] ?? Buffer.alloc(0);

const folder = benchFolder();
await writeReference(join(folder, 'reference.parquet'), labelled);
writeFileSync(
  join(folder, 'monitoring_config.yaml'),
  `monitoring: { batch_size: ${rows} }\nstore: { path: store }\nmodels:\n  - { name: live, stream: true, reference: { files: reference.parquet }${labelled ? LABELLED : ''} }\n`,
);
const client = new ObservationsClient(CLIENTS);
const echo = spawn(process.execPath, [fileURLToPath(new URL('observationsEcho.js', import.meta.url))], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const start = (): MonitorProcess => new MonitorProcess(folder, { patience: PATIENCE });
let exporter = start();
// a run that is cut short must leave nothing behind
process.once('exit', () => {
  echo.kill();
  exporter.signal('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Of all that was sent so far. */
let acknowledged = 0;
const echoUrl = /url=(\S+)/.exec(String((await once(echo.stderr, 'data'))[0]))?.[1] ?? '';
await latency(await observationsUrl(), echoUrl);
const loads = [await paced(MILLION), await paced(2 * MILLION), await flooded()];
printTable(
  [
    '',
    'rows acknowledged',
    '429',
    '408',
    'p50',
    'p99',
    'processor',
    'memory by quarters of the time, and at most',
  ],
  loads,
);
await survived();
await exporter.end();
echo.kill();
client.close();

/** Where rows are sent, once they are taken: a reference is built first. */
async function observationsUrl(): Promise<string> {
  const url = `${await exporter.url()}/api/v1/models/live/observations`;
  await eventually(
    () => client.send(url, Buffer.from('[]')),
    ({ status }) => status === 200,
    PATIENCE,
  );
  return url;
}

async function latency(observations: string, bare: string): Promise<void> {
  const urls = { echo: bare, scored: observations, unscored: `${observations}?scores=false` };
  const times = { echo: [] as number[], scored: [] as number[], unscored: [] as number[] };
  for (let turn = -WARM_UP; turn < requests; turn++) {
    for (const kind of ['echo', 'scored', 'unscored'] as const) {
      const { status, text, took } = await client.send(urls[kind], bodyAt(turn));
      if (status !== 200) throw new Error(`${status} ${text}`);
      if (kind !== 'echo') acknowledged += rows;
      if (turn >= 0) times[kind].push(took);
    }
  }
  const megabytes = ((bodies[0]?.length ?? 0) / 1e6).toFixed(1);
  const machine = `Node ${process.version}, load ${(loadavg()[0] ?? NaN).toFixed(1)}`;
  console.log(
    `\n${rows} rows x ${FEATURES} features, ${megabytes} MB, ${requests} requests one after another, ${machine}`,
  );
  const [half, most] = [0.5, 0.99].map((share) => quantile(times.echo, share));
  printTable(
    ['', 'p50', 'of echo', 'p99', 'of echo'],
    Object.entries(times).map(([kind, own]) => {
      const [p50, p99] = [quantile(own, 0.5), quantile(own, 0.99)];
      return [kind, inMs(p50), (p50 / (half ?? NaN)).toFixed(1), inMs(p99), (p99 / (most ?? NaN)).toFixed(1)];
    }),
  );
}

/** So many rows a minute, at even distances, whether or not earlier ones were answered. */
function paced(aMinute: number): Promise<string[]> {
  return watched(`${aMinute / MILLION} million rows a minute`, async (observations) => {
    const count = Math.round((minutes * aMinute) / rows);
    const distance = (60_000 * minutes) / count;
    const started = performance.now();
    const sent: Promise<Acknowledged>[] = [];
    for (let index = 0; index < count; index++) {
      const wait = started + index * distance - performance.now();
      if (wait > 0) await delay(wait);
      sent.push(client.sendUntilTaken(observations, bodyAt(index)));
    }
    return Promise.all(sent);
  });
}

/** Many clients, each of which sends its next body as soon as the last one is taken. */
function flooded(): Promise<string[]> {
  return watched(`${CLIENTS} clients at once`, async (observations) => {
    const end = performance.now() + 60_000 * minutes;
    const one = async (): Promise<Acknowledged[]> => {
      const own: Acknowledged[] = [];
      while (performance.now() < end) own.push(await client.sendUntilTaken(observations, bodyAt(own.length)));
      return own;
    };
    return (await Promise.all(Array.from({ length: CLIENTS }, one))).flat();
  });
}

/** Does some work, and tells how the exporter fared meanwhile. @throws where what was acknowledged is not what it has counted */
async function watched(
  name: string,
  work: (observations: string) => Promise<readonly Acknowledged[]>,
): Promise<string[]> {
  const observations = await observationsUrl();
  const memory: number[] = [];
  const sample = setInterval(() => memory.push(memoryOf(exporter.pid).now), 250);
  const [started, used] = [performance.now(), processorTime(exporter.pid)];
  const answers = await work(observations);
  clearInterval(sample);
  const seconds = (performance.now() - started) / 1000;
  const processor = (processorTime(exporter.pid) - used) / seconds;
  acknowledged += answers.length * rows;
  await expectCounted(observations);
  const times = answers.map(({ took }) => took);
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const part = memory.slice((quarter * memory.length) / 4, ((quarter + 1) * memory.length) / 4);
    return quantile(part, 0.5).toFixed(0);
  });
  return [
    name,
    `${answers.length * rows} in ${seconds.toFixed(0)} s`,
    String(answers.reduce((sum, { refused }) => sum + refused, 0)),
    String(answers.reduce((sum, { late }) => sum + late, 0)),
    inMs(quantile(times, 0.5)),
    inMs(quantile(times, 0.99)),
    `${(100 * processor).toFixed(0)} %`,
    `${quarters.join(', ')}; ${Math.max(...memory).toFixed(0)} MB`,
  ];
}

/** What was acknowledged is there once more after a crash. */
async function survived(): Promise<void> {
  await exporter.end('SIGKILL');
  exporter = start();
  await expectCounted(await observationsUrl());
  console.log(`${acknowledged} rows acknowledged, all of them counted once, and still after kill -9`);
}

/** The rows in the longest window, which holds all of a run. */
async function expectCounted(observations: string): Promise<void> {
  const { text } = await client.send(observations, Buffer.from('[]'));
  const { features } = JSON.parse(text) as ObservationAnswer;
  const counted = features.map(({ windows }) => windows.at(-1)?.rows.current);
  if (counted.length === FEATURES && counted.every((count) => count === acknowledged)) return;
  throw new Error(`${acknowledged} rows were acknowledged, and counted were ${counted.join(', ')}`);
}

function inMs(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`;
}
