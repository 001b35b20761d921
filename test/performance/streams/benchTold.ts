import { fileURLToPath } from 'node:url';
import { replayHistory } from '../../../exporter/src/alerts/backtest/replayHistory.js';
import { loadConfiguration } from '../../../exporter/src/cli/configuration.js';
import { END_OF_TIME } from '../../../exporter/src/monitor/clock.js';
import { withScratchStore } from '../../../exporter/src/store/scratchStore.js';
import { flightDays } from './flightDays.js';
import { measures, toldOfHistory, toldOfStreams, type Measure, type Told } from './peopleTold.js';

/**
 * How often people are told of drift: in streams without drift that are made of the flights' days and weeks, and in the
 * flights' year. Prints the table of docs/DETECTION.md.
 *
 *     node build/test/performance/streams/benchTold.js [--quick]
 */
const quick = process.argv.includes('--quick');
const example = fileURLToPath(new URL('../../../../examples/flights', import.meta.url));
const file = `${example}/flights.parquet`;
const FEATURES = 100;
const seed = 20130101;

const winter = (await flightDays(file, 59)).slice(0, FEATURES);
const year = (await flightDays(file, 365)).slice(0, FEATURES);
const own = { from: 'own', pool: 56, reference: 56 } as const;
const other = { from: 'other', pool: 364, reference: 60 } as const;
const settings = [
  { name: "the reference's own days", features: winter, setting: { ...own, unit: 'day' }, trials: 4 },
  { name: "the reference's own weeks", features: winter, setting: { ...own, unit: 'week' }, trials: 4 },
  { name: 'days that it has not seen', features: year, setting: { ...other, unit: 'day' }, trials: 8 },
  { name: 'weeks that it has not seen', features: year, setting: { ...other, unit: 'week' }, trials: 8 },
] as const;

const started = performance.now();
console.log(`seed ${seed}, ${FEATURES} features, Node ${process.version}\n`);
console.log(
  `| in 30 days | days | ${Object.values(measures).join(' | ')} |\n|---|${'---:|'.repeat(Object.keys(measures).length + 1)}`,
);
for (const { name, features, setting, trials: all } of settings) {
  const trials = quick ? 1 : all;
  row(name, trials * 90, toldOfStreams(features, setting, { trials, days: 90, seed }));
}
if (!quick) {
  const config = await loadConfiguration(example);
  const [model] = config.models;
  if (model === undefined) throw new Error('the example has no model');
  const { replay } = await withScratchStore((scratch) =>
    replayHistory(config, model, scratch, {
      to: END_OF_TIME,
      onProgress: () => undefined,
      onWarning: console.error,
    }),
  );
  row("the flights' year, real drift and all", 360, toldOfHistory(replay, seed));
}
console.log(`\n${((performance.now() - started) / 1_000).toFixed(0)} s`);

function row(name: string, days: number, told: Told): void {
  const cells = (Object.keys(measures) as Measure[]).map((measure) => {
    const { mean, interval } = told[measure];
    return `${number(mean)} (${interval.map(number).join(' to ')})`;
  });
  console.log(`| ${name} | ${days} | ${cells.join(' | ')} |`);
}

function number(value: number): string {
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
}
