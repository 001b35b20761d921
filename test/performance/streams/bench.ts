import { fileURLToPath } from 'node:url';
import { changes } from './changes.js';
import { compareRules, quantile, rules, type Rule } from './delays.js';
import { falseAlarms } from './falseAlarms.js';
import { flightDays, groups } from './flightDays.js';
import type { Setting } from './trial.js';

/**
 * How often `drift_active` is wrong without drift, and how soon it sees drift, on streams made of the flights' real days
 * and weeks. Prints the tables of docs/DETECTION.md.
 *
 *     node build/test/performance/streams/bench.js [--quick]
 */
const quick = process.argv.includes('--quick');
const file = fileURLToPath(new URL('../../../../examples/flights/flights.parquet', import.meta.url));
const FEATURES = 100;
const seed = 20130101;

const winter = (await flightDays(file, 59)).slice(0, FEATURES);
const year = (await flightDays(file, 365)).slice(0, FEATURES);
const own = { from: 'own', pool: 56, reference: 56 } as const;
const other = { from: 'other', pool: 364, reference: 60 } as const;

const settings: readonly { name: string; features: typeof year; setting: Setting; delays?: true }[] = [
  {
    name: "the reference's own days (January, February)",
    features: winter,
    setting: { ...own, unit: 'day' },
    delays: true,
  },
  { name: "the reference's own weeks", features: winter, setting: { ...own, unit: 'week' } },
  { name: 'single rows of the reference', features: winter, setting: { ...own, unit: 'row' }, delays: true },
  ...[20, 200, 2_000].map((perHour) => ({
    name: `the reference's own days, ${perHour} rows an hour`,
    features: winter,
    setting: { ...own, unit: 'day', perHour } as const,
  })),
  {
    name: 'days that the reference has not seen (of the year)',
    features: year,
    setting: { ...other, unit: 'day' },
    delays: true,
  },
  { name: 'weeks that it has not seen', features: year, setting: { ...other, unit: 'week' } },
];

const started = performance.now();
console.log(`seed ${seed}, ${FEATURES} features, Node ${process.version}\n`);
console.log(
  '| streams of | days | false alarms in 30 days (95 %) | incidents in 30 days |\n|---|---:|---:|---:|',
);
for (const { name, features, setting } of settings) {
  const trials = quick ? 2 : setting.from === 'other' ? 12 : 4;
  const { alarms, interval, incidents, days } = falseAlarms(features, setting, { trials, days: 90, seed });
  const [low, high] = interval.map((value) => value.toFixed(2));
  console.log(`| ${name} | ${days} | ${alarms.toFixed(2)} (${low} to ${high}) | ${incidents.toFixed(2)} |`);
}

for (const { name, features, setting } of settings.filter(({ delays }) => delays)) {
  const compared = compareRules(features, setting, { trials: 1, days: quick ? 60 : 90, seed });
  const { psi, surprise } = compared.thresholds;
  console.log(
    `\n${name}: ${compared.conventional.toFixed(1)} false alarms in 30 days at PSI ≥ 0.2 over 7 days; one at ` +
      `${psi.toFixed(2)}; of the hourly test one at p = ${Math.exp(-surprise).toExponential(1)}\n`,
  );
  for (const [group, members] of Object.entries(groups)) {
    const names = members as readonly string[];
    console.log(`| ${group} | ${Object.values(rules).join(' | ')} |\n|---|${'---:|'.repeat(6)}`);
    const own = compared.delays.filter(({ feature }) => names.includes(feature.split(' ')[0] ?? ''));
    for (const change of changes) {
      const cells = (Object.keys(rules) as Rule[]).map((rule) => {
        const delays = own.filter((delay) => delay.rule === rule && delay.change === change);
        return [0.5, 0.9]
          .map((share) =>
            hours(
              quantile(
                delays.map(({ hours }) => hours),
                share,
              ),
            ),
          )
          .join(' / ');
      });
      console.log(`| ${change.name} | ${cells.join(' | ')} |`);
    }
    console.log('');
  }
}
console.log(`\n${changes.length} changes, ${((performance.now() - started) / 1_000).toFixed(0)} s`);

function hours(value: number): string {
  return Number.isFinite(value) ? String(value) : '–';
}
