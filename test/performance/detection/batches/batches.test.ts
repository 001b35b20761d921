import { Draws } from '../../../support/randomness.js';
import { changed, changes, fits, isOfColumn, waysOf } from './changes.js';
import { columnOf } from './column.js';
import { sideOf } from './compare.js';
import { evidentlyDrifted } from './evidently.js';
import { nannymlDrifted } from './nannyml.js';
import { Deck, turned } from './rows.js';
import { hitRate, wilson } from './tally.js';
import { Trials } from './trial.js';

/** What the bench is made of, on columns that no package needs to be fetched for. */

const draws = new Draws(9);
const whole = columnOf(
  'whole',
  draws.many(4_000, () => (draws.below(50) === 0 ? null : Math.round(100 * draws.normal()))),
  true,
);
const colors = columnOf(
  'colors',
  draws.many(4_000, () => ['red', 'red', 'green', 'blue', null][draws.below(5)] ?? null),
  false,
);
const ofColumns = changes.filter(isOfColumn);

test('every change befalls its share of the rows at most, and no missing ones', () => {
  for (const column of [whole, colors]) {
    for (const change of ofColumns.filter((one) => fits(one, column))) {
      for (let way = 0; way < waysOf(change, column); way++) {
        const after = changed(column.values, column, change, way, draws);
        const differ = Array.from(after, (value, row) => !Object.is(value, column.values[row]));
        const rows = Math.round(change.share * after.length);
        expect(differ.slice(rows).includes(true)).toBe(false);
        const isMissing = (row: number): boolean =>
          column.kind === 'categorical' ? column.values[row] === -1 : Number.isNaN(column.values[row]);
        expect(differ.some((is, row) => is && isMissing(row))).toBe(false);
      }
    }
  }
});

test('a shift moves the mean by its size, and whole numbers stay whole', () => {
  if (whole.kind !== 'numeric') throw new Error('not a number');
  const values = whole.values.filter((value) => !Number.isNaN(value));
  const after = changed(values, whole, { kind: 'mean', size: 0.3, share: 1 }, 0, draws);
  const mean = after.reduce((sum, value) => sum + value, 0) / after.length;
  expect((mean - whole.mean) / whole.deviation).toBeCloseTo(0.3, 2);
  expect(after.filter((value) => value < 250).every(Number.isInteger)).toBe(true);
});

test('turning a column round keeps its values and reverses their order', () => {
  const values = Float64Array.of(3, NaN, 1, 2, 9);
  expect(turned(values, 1)).toEqual(Float64Array.of(2, NaN, 9, 3, 1));
  expect(turned(values, 0.6)).toEqual(Float64Array.of(1, NaN, 3, 2, 9));
});

test('rows are drawn without replacement, also those that are looked for', () => {
  const deck = new Deck(100, new Draws(1));
  const first = deck.draw(60);
  const found = deck.find(10, (place) => place % 2 === 0);
  expect(new Set(first).size).toBe(60);
  expect(found?.every((place) => place % 2 === 0 && !first.includes(place))).toBe(true);
  expect(deck.find(50, () => true)).toBeUndefined();
  deck.rewind(60);
  expect(new Set([...first, ...deck.draw(40)]).size).toBe(100);
  expect(() => deck.draw(1)).toThrow(RangeError);
});

test("the neighbours' defaults are silent on the same rows and speak up on others", () => {
  for (const column of [whole, colors]) {
    const side = sideOf(column, column.values);
    const same = side.compare(column.values);
    const gone = ofColumns.find(({ kind, share }) => kind === 'stuck' && share === 1);
    if (gone === undefined) throw new Error('no such change');
    const stuck = side.compare(changed(column.values, column, gone, 0, draws));
    expect([evidentlyDrifted(same, 1), nannymlDrifted(same)]).toEqual([false, false]);
    expect([evidentlyDrifted(stuck, 0), nannymlDrifted(stuck)]).toEqual([true, true]);
  }
});

test('a repetition is the same in every run, and finds what is large', () => {
  const dataSet = { name: 'made up', rows: 4_000, columns: [whole, colors] };
  const run = () => [...new Trials(dataSet, 3).repetition(0, [1_000])];
  const trials = run();
  expect(JSON.stringify(run())).toBe(JSON.stringify(trials));
  const large = trials.filter(({ effect }) => effect.variation >= 0.3);
  expect(large.length).toBeGreaterThan(10);
  expect(large.every(({ flagged }) => flagged.ours[0] > 0)).toBe(true);
  expect(trials.filter(({ kind }) => kind === 'none').every(({ flagged }) => flagged.ours[1] === 0)).toBe(
    true,
  );
});

test("intervals are Wilson's, and kinds count alike however many sizes they have", () => {
  // statsmodels.stats.proportion.proportion_confint(8, 10, method='wilson')
  expect(wilson(8, 10).low).toBeCloseTo(0.490162, 6);
  expect(wilson(8, 10).high).toBeCloseTo(0.943318, 6);
  const trials = [...new Trials({ name: 'one', rows: 4_000, columns: [whole] }, 3).repetition(0, [1_000])];
  const own = trials.filter(({ kind }) => kind === 'noise' || kind === 'missing');
  expect(hitRate(own, ({ kind }) => kind === 'noise').value).toBe(0.5);
});
