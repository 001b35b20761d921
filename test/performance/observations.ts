import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Rows that are sent to a stream, by a client of its own over loopback: how long an answer takes beside a bare express that
 * sends the same body back, turn by turn in one run; and what becomes of a million rows a minute, and of twice as many.
 *
 *     npm run build && npx tsc -p tsconfig.json
 *     node build/test/performance/observations.js [--rows 10000] [--requests 100] [--minutes 1]
 */
const rows = option('rows', 10_000);
const requests = option('requests', 100);
const minutes = option('minutes', 1);
const FEATURES = 20;
const MILLION = 1_000_000;
const folder = resolve('.cache/bench/observations');
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

interface Sent {
  readonly status: number;
  readonly took: number;
  readonly text: string;
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await writeReference();
await writeFile(
  join(folder, 'monitoring_config.yaml'),
  `monitoring: { batch_size: ${rows} }\nstore: { path: store }\nmodels:\n  - { name: live, stream: true, reference: { files: reference.parquet } }\n`,
);
const bodies = Array.from({ length: 8 }, body);
const exporter = run('exporter/dist/cli/main.js', ['serve', '--config', folder, '--listen', '127.0.0.1:0']);
const echo = run('build/test/performance/observationsEcho.js', []);
// a run that is cut short must leave nothing behind
process.once('exit', () => [exporter, echo].forEach((child) => child.kill()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const [exporterUrl, echoUrl] = await Promise.all([exporter, echo].map(listening));
const observations = `${exporterUrl}/api/v1/models/live/observations`;
try {
  // a reference is built first
  while ((await send(observations, '[]')).status !== 200)
    await new Promise((later) => setTimeout(later, 200));
  await latency();
  await load(MILLION);
  await load(2 * MILLION);
} finally {
  exporter.kill();
  echo.kill();
  agent.destroy();
}

async function latency(): Promise<void> {
  const times = { echo: [] as number[], scored: [] as number[], unscored: [] as number[] };
  for (let turn = -5; turn < requests; turn++) {
    const sent = bodies[Math.abs(turn) % bodies.length] ?? '';
    const [bare, scored, unscored] = [
      await send(echoUrl ?? '', sent),
      await send(observations, sent),
      await send(`${observations}?scores=false`, sent),
    ];
    if (scored.status !== 200) throw new Error(`${scored.status} ${scored.text}`);
    // the first ones warm up
    if (turn < 0) continue;
    times.echo.push(bare.took);
    times.scored.push(scored.took);
    times.unscored.push(unscored.took);
  }
  console.log(
    `\n${rows} rows x ${FEATURES} features, ${(Buffer.byteLength(bodies[0] ?? '') / 1e6).toFixed(1)} MB, ${requests} requests one after another, Node ${process.version}\n`,
  );
  console.log('| | p50 | p99 | p50 to echo |\n|---|---:|---:|---:|');
  const bare = quantile(times.echo, 0.5);
  for (const [name, own] of Object.entries(times)) {
    const [half, most] = [quantile(own, 0.5), quantile(own, 0.99)];
    console.log(`| ${name} | ${half.toFixed(0)} ms | ${most.toFixed(0)} ms | ${(half / bare).toFixed(1)} |`);
  }
}

/** So many rows a minute, at even distances, whether or not earlier ones were answered. */
async function load(aMinute: number): Promise<void> {
  const before = await accepted();
  const count = Math.round((minutes * aMinute) / rows);
  const distance = (60_000 * minutes) / count;
  const megabytes: number[] = [];
  const sample = setInterval(() => megabytes.push(residentMegabytes(exporter)), 500);
  const started = performance.now();
  const answers: Promise<Sent>[] = [];
  for (let index = 0; index < count; index++) {
    const wait = started + index * distance - performance.now();
    if (wait > 0) await new Promise((later) => setTimeout(later, wait));
    answers.push(send(observations, bodies[index % bodies.length] ?? ''));
  }
  const all = await Promise.all(answers);
  clearInterval(sample);
  const taken = all.filter(({ status }) => status === 200);
  const busy = all.filter(({ status }) => status === 429).length;
  const seconds = (performance.now() - started) / 1000;
  const counted = (await accepted()) - before;
  const acknowledged = taken.length * rows;
  console.log(
    `\n${aMinute / MILLION} million rows a minute for ${minutes} min: ${acknowledged} rows acknowledged in ${seconds.toFixed(0)} s, ${counted} counted, ` +
      `${busy} of ${count} requests answered by 429; p50 ${quantile(
        taken.map(({ took }) => took),
        0.5,
      ).toFixed(0)} ms, p99 ${quantile(
        taken.map(({ took }) => took),
        0.99,
      ).toFixed(0)} ms; ` +
      `memory ${Math.round(megabytes[0] ?? 0)} MB at first, ${Math.round(Math.max(...megabytes))} MB at most, ${Math.round(megabytes.at(-1) ?? 0)} MB at last`,
  );
  if (counted !== acknowledged) throw new Error('what was acknowledged is not what was counted');
}

async function accepted(): Promise<number> {
  const { text } = await send(`${exporterUrl}/metrics`);
  return Number(/drift_stream_rows_total\{model="live",result="accepted"\} (\S+)/.exec(text)?.[1]);
}

function send(url: string, sent?: string): Promise<Sent> {
  const started = performance.now();
  return new Promise((done, failed) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(sent ?? '') };
    const asked = request(
      url,
      { agent, method: sent === undefined ? 'GET' : 'POST', headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, took: performance.now() - started, text }),
        );
      },
    );
    asked.on('error', failed);
    asked.end(sent);
  });
}

function body(): string {
  return JSON.stringify(
    Array.from({ length: rows }, () =>
      Object.fromEntries(
        Array.from({ length: FEATURES }, (_, index) => [
          `feature_${index}`,
          index < 16
            ? Number(((Math.random() + Math.random() - 1) * 3 * (index + 1)).toFixed(6))
            : 'abcdefgh'[Math.floor(Math.random() * 8)],
        ]),
      ),
    ),
  );
}

async function writeReference(): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const columns = Array.from({ length: FEATURES }, (_, index) =>
    index < 16
      ? `round((random() + random() - 1) * ${3 * (index + 1)}, 6) AS feature_${index}`
      : `substr('abcdefgh', 1 + floor(random() * 8)::INT, 1) AS feature_${index}`,
  );
  await connection.run(
    `COPY (SELECT ${columns.join(', ')} FROM range(100000)) TO '${join(folder, 'reference.parquet')}'`,
  );
  connection.closeSync();
}

function run(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function listening({ stderr }: ChildProcess): Promise<string> {
  let log = '';
  for (;;) {
    const [chunk] = (await once(stderr ?? process.stdin, 'data')) as [Buffer];
    log += chunk.toString();
    const url = /url=(\S+)/.exec(log)?.[1];
    if (url !== undefined) {
      stderr?.resume();
      return url;
    }
  }
}

function residentMegabytes({ pid }: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

function option(name: string, otherwise: number): number {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : Number(process.argv[index + 1]);
}
