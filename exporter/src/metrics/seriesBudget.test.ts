import fc from 'fast-check';
import { groups } from './family.js';
import { SeriesBudget, type SeriesUnit } from './seriesBudget.js';

const unit = fc.record({
  model: fc.constantFrom('credit', 'fraud'),
  feature: fc.constantFrom(...'abcdefghijkl'),
  group: fc.constantFrom(...groups),
  size: fc.integer({ min: 1, max: 200 }),
  rank: fc.double({ min: 0, max: 2, noNaN: true }),
});
const someUnits = fc.uniqueArray(unit, {
  maxLength: 60,
  selector: ({ model, feature, group }) => `${model} ${feature} ${group}`,
});
const limit = fc.integer({ min: 100, max: 5_000 });
const reserved = fc.integer({ min: 0, max: 100 });

const names = (chosen: Iterable<SeriesUnit>): string[] =>
  Array.from(chosen, ({ model, feature, group }) => `${model} ${feature} ${group}`).sort();

test('never more series than the limit, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(someUnits, reserved), { minLength: 1, maxLength: 5 }),
      limit,
      (scrapes, most) => {
        const budget = new SeriesBudget(most);
        for (const [units, taken] of scrapes) {
          const size = [...budget.choose(units, taken)].reduce((sum, chosen) => sum + chosen.size, 0);
          expect(size + taken).toBeLessThanOrEqual(most);
        }
      },
    ),
  );
});

test('nothing is left out where there is room for all', () => {
  fc.assert(
    fc.property(someUnits, (units) => {
      const total = units.reduce((sum, { size }) => sum + size, 0);
      expect(new SeriesBudget(total * 1.02 + 10).choose(units, 0).size).toBe(units.length);
    }),
  );
});

test('no group is published at the cost of one that matters more', () => {
  fc.assert(
    fc.property(someUnits, limit, (units, most) => {
      const chosen = new SeriesBudget(most).choose(units, 0);
      const incomplete = groups.findIndex((group) =>
        units.some((candidate) => candidate.group === group && !chosen.has(candidate)),
      );
      const later = groups.slice(incomplete + 1);
      if (incomplete >= 0) expect([...chosen].filter(({ group }) => later.includes(group))).toEqual([]);
    }),
  );
});

test('scores that wobble by a hundredth change nothing from the second scrape on', () => {
  fc.assert(
    fc.property(
      someUnits,
      fc.array(fc.double({ min: -0.01, max: 0.01, noNaN: true }), { minLength: 5, maxLength: 60 }),
      limit,
      (units, wobble, most) => {
        const budget = new SeriesBudget(most);
        const moved = units.map((one, index) => ({
          ...one,
          rank: one.rank + (wobble[index % wobble.length] ?? 0),
        }));
        budget.choose(units, 0);
        budget.choose(moved, 0);
        const settled = names(budget.choose(units, 0));
        for (const next of [moved, units, moved]) expect(names(budget.choose(next, 0))).toEqual(settled);
      },
    ),
  );
});

test('a feature that clearly drifts more takes the place of another', () => {
  const one = (feature: string, rank: number): SeriesUnit => ({
    model: 'm',
    feature,
    group: 'distributions',
    size: 60,
    rank,
  });
  const budget = new SeriesBudget(100);
  expect(names(budget.choose([one('a', 0.2), one('b', 0.1)], 0))).toEqual(['m a distributions']);
  expect(names(budget.choose([one('a', 0.2), one('b', 0.28)], 0))).toEqual(['m a distributions']);
  expect(names(budget.choose([one('a', 0.2), one('b', 0.4)], 0))).toEqual(['m b distributions']);
});

test('a few series more elsewhere push nobody out who was in with room to spare', () => {
  const units: SeriesUnit[] = ['a', 'b', 'c'].map((feature) => ({
    model: 'm',
    feature,
    group: 'counters',
    size: 300,
    rank: 0,
  }));
  const budget = new SeriesBudget(1_000);
  expect(budget.choose(units, 92).size).toBe(2);
  expect(budget.choose(units, 88).size).toBe(3);
  expect(budget.choose(units, 99).size).toBe(3);
});
