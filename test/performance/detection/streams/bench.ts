import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useBackend } from '../../../../exporter/src/detection/lstm/backend.js';
import { readModel } from '../../../../exporter/src/detection/lstm/modelFile.js';
import { tensorsOf } from '../../../../exporter/src/detection/lstm/network.js';
import { shippedModel } from '../../../../exporter/src/detection/lstm/shippedModel.js';
import { option } from '../../measureProcess.js';
import { flightDays, groups, type DayCounts } from '../../streams/flightDays.js';
import type { Setting } from '../../streams/trial.js';
import { drawReliability } from './drawReliability.js';
import { measure, type Measured } from './measure.js';
import { reliability, reliabilityTable } from './reliability.js';
import { delayTable, falseAlarmTable, gains } from './tables.js';

/**
 * How soon each rule sees drift in streams of hourly buckets, at the same rate of false alarms. Each setting is written as it
 * is measured; `--again` prints what was measured before.
 *
 *     npm run bench:detection -- streams [--quick] [--again] [--draw] [--features 50] [--days 90] [--repetitions 1]
 *         [--per-hour 200] [--seed 20130101] [--model FOLDER]
 */
const quick = process.argv.includes('--quick');
const sizes = {
  days: option('days', quick ? 30 : 90),
  repetitions: option('repetitions', 1),
  seed: option('seed', 20_130_101),
};
const FEATURES = option('features', quick ? 12 : 50);
const at = process.argv.indexOf('--model');
const model = at < 0 ? shippedModel() : (process.argv[at + 1] as string);
const folder = resolve('.cache', 'bench', 'detection', 'streams');

const own = { from: 'own', pool: 56, reference: 56 } as const;
const rates = quick ? [200] : [20, 200, 2_000];
/** Only this many rows an hour are measured; the other settings stay as they were. */
const only = option('per-hour', 0);
const settings: readonly { readonly name: string; readonly title: string; readonly setting: Setting }[] = (
  ['row', 'day'] as const
).flatMap((unit) =>
  rates.map((perHour) => ({
    name: `${unit}-${perHour}`,
    title: `${unit === 'row' ? 'Independent rows' : 'Dependent rows (whole days)'}, ${perHour.toLocaleString('en')} an hour`,
    setting: { ...own, unit, perHour },
  })),
);

const started = performance.now();
await mkdir(folder, { recursive: true });
if (!process.argv.includes('--again')) await run();
console.log(`seed ${sizes.seed}, Node ${process.version}\n`);
for (const { name, title } of settings) {
  const measured = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Measured;
  console.log(
    `### ${title}\n\n${falseAlarmTable(measured)}\n\n${delayTable(measured)}\n\n${gains(measured)}\n`,
  );
  const timetable: readonly string[] = groups.timetable;
  const runs = measured.runs.filter(({ feature }) => timetable.includes(feature.split(' ')[0] ?? ''));
  console.log(`Of features that follow a timetable:\n\n${delayTable({ runs })}\n`);
}

const said = await reliability(await readModel(model), quick ? 300 : 2_000, sizes.seed);
console.log(`### Reliability\n\n${reliabilityTable(said)}\n`);
if (process.argv.includes('--draw')) await drawReliability(resolve('docs', 'images'), said);

async function run(): Promise<void> {
  await useBackend(['wasm']);
  const read = await readModel(model);
  const scorer = { model: read, network: tensorsOf(read.weights) };
  const file = fileURLToPath(new URL('../../../../../examples/flights/flights.parquet', import.meta.url));
  const features = spread(await flightDays(file, 59), FEATURES);
  const wanted = settings.filter(({ setting }) => only === 0 || setting.perHour === only);
  for (const { name, setting } of wanted) {
    const measured = measure(features, setting, sizes, scorer, (what) => {
      const seconds = ((performance.now() - started) / 1_000).toFixed(0);
      process.stderr.write(`${name}: ${what}, ${seconds} s\n`);
    });
    await writeFile(join(folder, `${name}.json`), JSON.stringify(measured));
  }
}

/** So many of them, from all segments. */
function spread(features: readonly DayCounts[], count: number): DayCounts[] {
  return Array.from(
    { length: Math.min(count, features.length) },
    (_, index) => features[Math.floor((index * features.length) / count)] as DayCounts,
  );
}
