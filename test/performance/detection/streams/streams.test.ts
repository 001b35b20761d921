import { Draws } from '../../../support/randomness.js';
import type { HourlyRows } from '../../streams/resample.js';
import { adwinScores, cusumScores, pageHinkleyScores } from './detectors.js';
import { changedRows, kinds } from './kinds.js';
import { candidatesOf, either, events, lowestThreshold } from './rules.js';

/** What the bench is made of. */

const HOURS = 240;
const WIDTH = 9;
/** Its own in each test: they run in any order. */
const drawn = (): Draws => new Draws(4);
const rows: HourlyRows = {
  feature: 'x',
  isNumeric: true,
  cells: WIDTH - 1,
  counts: Float64Array.from({ length: HOURS * WIDTH }, (_, at) => (at % WIDTH === WIDTH - 1 ? 0 : 50)),
};
const total = ({ counts }: HourlyRows): number => counts.reduce((sum, count) => sum + count, 0);
const missing = ({ counts }: HourlyRows): number =>
  counts.reduce((sum, count, at) => sum + (at % WIDTH === WIDTH - 1 ? count : 0), 0);

test.each(kinds)('$name keeps what came before it, and loses no rows unless it is of volume', (kind) => {
  const after = changedRows(rows, kind, HOURS / 2, drawn());
  const half = (HOURS / 2) * WIDTH;
  expect(after.counts.subarray(0, half)).toEqual(rows.counts.subarray(0, half));
  expect(after.counts).not.toEqual(rows.counts);
  if (kind.of === 'none') expect(total(after) / total(rows)).toBeCloseTo(0.6, 2);
  else expect(total(after)).toBe(total(rows));
  if (kind.of !== 'missing') expect(missing(after)).toBe(0);
});

test('a twentieth of the rows go missing', () => {
  const kind = kinds.find(({ name }) => name === 'missing 5 %') as (typeof kinds)[0];
  expect(missing(changedRows(rows, kind, 0, drawn())) / total(rows)).toBeCloseTo(0.05, 2);
});

test('without fading, Page–Hinkley both ways is CUSUM both ways; both and ADWIN see a rise and no noise', () => {
  const draws = drawn();
  const values = Float64Array.from({ length: 400 }, (_, hour) => draws.normal() + (hour < 300 ? 0 : 3));
  const [one, other] = [pageHinkleyScores(values), cusumScores(values)];
  for (const [hour, score] of one.entries()) if (hour > 0) expect(other[hour]).toBeCloseTo(score, 9);
  expect(Math.max(...one.subarray(0, 300))).toBeLessThan(20);
  expect(Math.max(...one.subarray(300))).toBeGreaterThan(100);
  expect(Math.max(...adwinScores(values).subarray(0, 300))).toBeLessThan(4);
  expect(Math.max(...adwinScores(values).subarray(300))).toBeGreaterThan(8);
});

test('alarms within a day are one, and the threshold is the lowest that allows so many', () => {
  const scores = Float64Array.from({ length: 100 }, (_, hour) => ({ 3: 5, 10: 6, 60: 4 })[hour] ?? 0);
  expect(events(scores, 4)).toEqual([3, 60]);
  expect(events(scores, 5.5)).toEqual([10]);
  expect(either([3, 60], [20, 99])).toEqual([3, 60, 99]);
  const threshold = lowestThreshold(candidatesOf([scores]), 1, (level) => events(scores, level).length);
  expect(threshold).toBeCloseTo(4, 6);
  expect(events(scores, threshold)).toEqual([3]);
});
