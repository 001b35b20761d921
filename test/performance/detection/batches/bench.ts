import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { option } from '../../measureProcess.js';
import { dataSetNames, readDataSet } from './dataSets.js';
import { drawSizes, type Point } from './drawSizes.js';
import { ruleNames, ruleTitles } from './rules.js';
import { byKind, critical, falseAlarms, overSizes, ratesOf, rightAnswers, sizesOf } from './tables.js';
import { Trials, type Scope, type Trial } from './trial.js';

/**
 * Batches of real rows under changes of every kind and size, judged by `drift-exporter check` and by other rules. Each
 * process takes one data set at a time; `--again` prints what was measured before.
 *
 *     npm run bench:detection -- batches [--quick] [--draw] [--again] [--repetitions 100] [--processes 1] [--seed 20130101]
 */
const quick = process.argv.includes('--quick');
const repetitions = option('repetitions', quick ? 2 : 100);
const processes = option('processes', 1);
const seed = option('seed', 20_130_101);
const sizes = quick ? [10, 100, 1_000, 10_000] : [10, 100, 1_000, 10_000, 100_000];
const folder = resolve('.cache', 'bench', 'detection');

const own = process.argv.indexOf('--data-set');
if (own >= 0) await collect(process.argv[own + 1] ?? '');
else await measure();

/** Writes the trials of one data set, a line each. */
async function collect(name: string): Promise<void> {
  const started = performance.now();
  const file = createWriteStream(fileOf(name));
  const trials = new Trials(await readDataSet(name), seed);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const trial of trials.repetition(repetition, sizes)) file.write(`${JSON.stringify(trial)}\n`);
    const seconds = ((performance.now() - started) / 1_000).toFixed(0);
    process.stderr.write(`${name}: ${repetition + 1} of ${repetitions} repetitions, ${seconds} s\n`);
    await new Promise((done) => setImmediate(done));
  }
  await new Promise((done) => file.end(done));
}

async function measure(): Promise<void> {
  const started = performance.now();
  await mkdir(folder, { recursive: true });
  const waiting = [...dataSetNames];
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await inProcess(name);
  };
  if (!process.argv.includes('--again')) await Promise.all(Array.from({ length: processes }, work));
  const trials: Trial[] = [];
  for (const name of dataSetNames) {
    const lines = (await readFile(fileOf(name), 'utf8')).trim().split('\n');
    for (const line of lines) trials.push(JSON.parse(line) as Trial);
  }
  const minutes = ((performance.now() - started) / 60_000).toFixed(0);
  console.log(
    `seed ${seed}, ${repetitions} repetitions, ${trials.length} batches, Node ${process.version}, ${minutes} minutes`,
  );
  print('Mean of hit rate and quiet rate (hits / quiet), changes of every column', overSizes(trials, 'all'));
  print('Mean of hit rate and quiet rate (hits / quiet), changes of one column', overSizes(trials, 'one'));
  print('Mean of hit rate and quiet rate (hits / quiet), half of each', overSizes(trials));
  print('Right over large drifts and none, 10,000 rows', rightAnswers(trials, 10_000));
  print('False alarms', falseAlarms(trials));
  print('Critical changes, data sets missed of all, 10,000 rows', critical(trials, 10_000));
  print('Critical changes, 1,000 rows', critical(trials, 1_000));
  print('Hits by change, every column, 1,000 rows', byKind(trials, 1_000, 'all'));
  print('Hits by change, one column, 10,000 rows', byKind(trials, 10_000, 'one'));
  print('Hits by change, one column, 1,000 rows', byKind(trials, 1_000, 'one'));
  if (process.argv.includes('--draw')) {
    await drawSizes(resolve('docs', 'images'), [
      { title: 'Changes of every column: mean of hits and quiet', points: points(trials, 'all') },
      { title: 'Changes of one column', points: points(trials, 'one') },
    ]);
  }
}

/** The panels of the picture: means with their intervals, by rule and rows. */
function points(trials: readonly Trial[], scope: Scope): Point[] {
  return ruleNames.flatMap((rule) =>
    sizesOf(trials).map((rows) => {
      const own = trials.filter(
        (trial) => trial.rows === rows && (trial.scope === scope || trial.kind === 'none'),
      );
      const { value, low, high } = ratesOf(own, rule).both;
      return { rows, rule: ruleTitles[rule].replaceAll('`', ''), value, low, high };
    }),
  );
}

function inProcess(name: string): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const child = fork(script, [...process.argv.slice(2), '--data-set', name]);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${name} ended with ${code}`))));
  });
}

function fileOf(name: string): string {
  return join(folder, `${name}.jsonl`);
}

function print(title: string, text: string): void {
  console.log(`\n### ${title}\n\n${text}`);
}
