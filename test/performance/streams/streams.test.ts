import { fileURLToPath } from 'node:url';
import { changes } from './changes.js';
import { compareRules, quantile, type Rule } from './delays.js';
import { falseAlarms } from './falseAlarms.js';
import { flightDays, groups, type DayCounts } from './flightDays.js';

/** The benchmark in small, with a fixed seed: `bench.ts` has the numbers that docs/DETECTION.md states. */

const file = fileURLToPath(new URL('../../../../examples/flights/flights.parquet', import.meta.url));
const own = { from: 'own', pool: 56, reference: 56 } as const;
let winter: readonly DayCounts[];
let year: readonly DayCounts[];

beforeAll(async () => {
  winter = await flightDays(file, 59, ['']);
  year = await flightDays(file, 365, ['']);
});

test.each([
  ["weeks of the reference's own", 'own'],
  ['days that it has not seen', 'other'],
] as const)('without drift, %s keep to the budget', (_, from) => {
  const [features, setting] =
    from === 'own'
      ? [winter, { ...own, unit: 'week' } as const]
      : [year, { from, unit: 'day', pool: 364, reference: 60 } as const];
  const { alarms, days } = falseAlarms(features, setting, { trials: 1, days: 60, seed: 2 });
  expect(days).toBe(60);
  expect(alarms).toBeLessThanOrEqual(1);
});

test('with drift, it is sooner than a seven-day PSI that is as often wrong, on each kind of change in values', () => {
  const names: readonly string[] = groups.timetable;
  const features = winter.filter(({ feature }) => names.includes(feature));
  const { delays } = compareRules(features, { ...own, unit: 'row' }, { trials: 1, days: 60, seed: 2 });
  for (const change of changes.filter(({ of }) => of === 'values')) {
    const median = (rule: Rule): number => {
      const runs = delays.filter((delay) => delay.rule === rule && delay.change === change);
      return quantile(
        runs.map(({ hours }) => hours),
        0.5,
      );
    };
    expect(median('active')).toBeLessThan(median('sevenDays'));
  }
});
