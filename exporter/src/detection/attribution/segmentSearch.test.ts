import fc from 'fast-check';
import { expectFinite, outcomeProfile, stepGrid } from '../../../../test/support/jointTables.js';
import { segmentSearch, type SegmentedFeature } from './segmentSearch.js';

const grid = stepGrid(4);
type Counts = readonly [reference: readonly number[], current: readonly number[]];

/** A feature with the segments of a column, which together are all rows. */
function segmented(segments: Readonly<Record<string, Counts>>, column = 'origin'): SegmentedFeature {
  const sum = (side: 0 | 1): number[] =>
    Array.from({ length: 4 }, (_, cell) =>
      Object.values(segments).reduce((total, counts) => total + (counts[side][cell] ?? 0), 0),
    );
  return {
    feature: 'temperature_f',
    reference: outcomeProfile(grid, sum(0)),
    current: outcomeProfile(grid, sum(1)),
    segments: Object.entries(segments).map(([value, [reference, current]]) => ({
      column,
      segment: `${column}=${value}`,
      reference: outcomeProfile(grid, reference),
      current: outcomeProfile(grid, current),
    })),
  };
}

const still: Counts = [
  [250, 250, 250, 250],
  [250, 250, 250, 250],
];
const moved: Counts = [
  [250, 250, 250, 250],
  [50, 100, 300, 550],
];

test('the segment that drifts is found, with its share and a sentence', () => {
  const found = segmentSearch(segmented({ EWR: moved, JFK: still, LGA: still }));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ segment: 'origin=EWR', by: 'within', share: expect.closeTo(1, 9) });
  expect(found[0]?.sentence).toBe(
    '100 % of the drift of `temperature_f` comes from origin=EWR, which has 33 % of the rows',
  );
});

test('a drift that is alike everywhere comes from no segment', () => {
  expect(segmentSearch(segmented({ EWR: moved, JFK: moved, LGA: moved }))).toEqual([]);
});

test('no drift comes from nowhere', () => {
  expect(segmentSearch(segmented({ EWR: still, JFK: still }))).toEqual([]);
  expect(segmentSearch(segmented({}))).toEqual([]);
});

test('a change of shares of rows is told as such, once a column', () => {
  const low = [900, 100, 0, 0];
  const high = [0, 0, 100, 900];
  const found = segmentSearch(segmented({ a: [low, low.map((x) => x / 5)], b: [high, high] }));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ by: 'mix', column: 'origin', share: expect.closeTo(1, 9) });
  expect(found[0]?.sentence).toMatch(
    /comes from another mix of `origin`: origin=\w went from 50 % to \d+ % of the rows$/,
  );
});

test('segments of one row and the own column of the feature are passed over', () => {
  const one: Counts = [
    [1, 0, 0, 0],
    [0, 0, 0, 1],
  ];
  const found = segmentSearch(segmented({ EWR: moved, JFK: still, tiny: one }));
  expect(found.map(({ segment }) => segment)).toEqual(['origin=EWR']);
  expect(segmentSearch(segmented({ EWR: moved, JFK: still }, 'temperature_f'))).toEqual([]);
});

test('at most three, the largest share first', () => {
  const column = (name: string): SegmentedFeature => segmented({ EWR: moved, JFK: still, LGA: still }, name);
  const all = column('a');
  const many = { ...all, segments: ['a', 'b', 'c', 'd'].flatMap((name) => column(name).segments) };
  expect(segmentSearch(many).map(({ segment }) => segment)).toEqual(['a=EWR', 'b=EWR', 'c=EWR']);
});

test('without a change, chance is seldom taken for a segment', () => {
  let state = 20261130;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  // all segments shift alike, so that there is a drift, and whatever is found is false
  const draw = (shares: readonly number[]): number[] => {
    const counts = [0, 0, 0, 0];
    for (let row = 0; row < 400; row++) {
      let [place, rest] = [0, random()];
      while (place < 3 && rest >= (shares[place] ?? 0)) rest -= shares[place++] ?? 0;
      counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  };
  let found = 0;
  for (let repetition = 0; repetition < 200; repetition++) {
    const segment = (): Counts => [draw([0.25, 0.25, 0.25, 0.25]), draw([0.2, 0.2, 0.25, 0.35])];
    found += segmentSearch(segmented({ a: segment(), b: segment(), c: segment() })).length;
  }
  expect(found).toBeLessThan(10);
});

test('whatever comes, findings are finite', () => {
  const cells = fc.array(fc.oneof(fc.constant(0), fc.nat(900)), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(cells, cells)), (segments) => {
      const found = segmentSearch(segmented(segments));
      expectFinite(found);
      for (const { sentence } of found) expect(sentence).not.toMatch(/NaN|undefined|Infinity/);
    }),
  );
});
