import fc from 'fast-check';
import { cellHits, tableOf } from '../../../../test/support/jointTables.js';
import { conceptChange } from './conceptChange.js';
import { decomposition } from './decomposition.js';
import { story, type StoryInput, type StoryOutcome } from './story.js';

function outcome(
  reference: readonly [rows: readonly number[], sums: readonly number[]],
  current: readonly [rows: readonly number[], sums: readonly number[]],
): StoryOutcome {
  const [before, after] = [tableOf(...reference), tableOf(...current)];
  const parts = decomposition(before, after);
  if (parts === undefined) throw new Error('no decomposition');
  return { parts, rows: { reference: before.total.rows, current: after.total.rows } };
}

const quiet: StoryInput = { task: 'classification', rows: 4_000, hasLabel: true };
/** 20 % of labels become 30 %: 5 points by more rows with high scores, the rest at the same scores. */
const label = outcome(
  [
    [2_000, 2_000],
    [200, 600],
  ],
  [
    [1_000, 3_000],
    [150, 1_050],
  ],
);
const rising = outcome(
  [
    [2_000, 2_000],
    [400, 1_000],
  ],
  [
    [1_000, 3_000],
    [200, 1_500],
  ],
);
const turned = {
  feature: 'departure_hour',
  change: conceptChange(tableOf([500, 500], [100, 300]), tableOf([500, 500], [300, 100]), { binary: true }),
};

test('tells all parts of a bad window in five sentences', () => {
  expect(
    story({
      ...quiet,
      performance: {
        name: 'ROC AUC',
        reference: 0.7854,
        current: 0.6106,
        covariate: -0.0169,
        concept: -0.1579,
      },
      label,
      prediction: rising,
      predictionShares: [
        { feature: 'visibility_mi', share: 0.7 },
        { feature: 'pressure_mb', share: 0.25 },
        { feature: 'origin', share: 0.05 },
      ],
      concepts: [{ ...turned, usual: 0.02 }],
      drift: [
        { feature: 'temperature_f', share: 0.9 },
        { feature: 'humidity_pct', share: 0.08 },
        { feature: 'origin', share: 0.02 },
      ],
      segments: [
        {
          feature: 'temperature_f',
          column: 'origin',
          segment: 'origin=EWR',
          by: 'within',
          share: 0.72,
          within: 0.72,
          mix: 0,
          error: 0.01,
          rows: { reference: 0.3, current: 0.3 },
          sentence: '72 % of the drift of `temperature_f` comes from origin=EWR, which has 30 % of the rows',
        },
      ],
    }),
  ).toEqual([
    'ROC AUC fell from 0.785 to 0.611: −0.017 because the scores are distributed otherwise, and −0.158 because a score no longer means the label rate that it meant.',
    'The label rate rose by 10.0 points (20 % to 30 %): +5.0 as the model expected of its inputs (one by one, mostly `visibility_mi` and `pressure_mb`), +5.0 because the same scores now go with more positive labels.',
    'The relation of `departure_hour` and the label has changed most beyond what is usual within the reference: the label rate went 20 % → 60 % where it is up to 1, and 60 % → 20 % where it is above 1.',
    'Of the inputs `temperature_f` has drifted most (90 % of the drift), then `humidity_pct` (8 %).',
    '72 % of the drift of `temperature_f` comes from origin=EWR, which has 30 % of the rows.',
  ]);
});

test('says that nothing has changed', () => {
  const still = outcome(
    [
      [100, 100],
      [10, 50],
    ],
    [
      [100, 100],
      [10, 50],
    ],
  );
  const nothing = ['Neither the inputs nor what the model makes of them has changed beyond chance.'];
  expect(story({ ...quiet, rows: 200, label: still, drift: [], concepts: [], segments: [] })).toEqual(
    nothing,
  );
  expect(story({ ...quiet, hasLabel: false })).toEqual(nothing);
  // what only the inputs together show is no case of nothing
  expect(story({ ...quiet, hasLabel: false, joint: 'A correlation has changed.' })).toEqual([
    'A correlation has changed.',
  ]);
});

test('says that labels have not come, what the predictions did meanwhile, and how many are there', () => {
  const none = 'No label has come yet, so whether the model is still right cannot be told.';
  expect(story(quiet)).toEqual([none]);
  expect(story({ ...quiet, areLabelsOdd: true })).toEqual([
    none.replace('has come yet', 'is of either class'),
  ]);
  expect(story({ ...quiet, prediction: rising })).toEqual([
    `${none} The mean prediction rose from 0.350 to 0.425.`,
  ]);
  expect(story({ ...quiet, rows: 40_000, label })[0]).toContain(
    '(20 % to 30 %) (10 % of the rows have a label)',
  );
  const still = outcome(
    [
      [100, 100],
      [10, 50],
    ],
    [
      [100, 100],
      [10, 50],
    ],
  );
  expect(story({ ...quiet, label: still })).toEqual([
    'The label rate has not moved beyond chance (5 % of the rows have a label).',
  ]);
});

test('says where the model and the labels go opposite ways', () => {
  const falling = outcome(
    [
      [1_000, 3_000],
      [200, 1_500],
    ],
    [
      [2_000, 2_000],
      [400, 1_000],
    ],
  );
  const [sentence] = story({
    ...quiet,
    label,
    prediction: falling,
    predictionShares: [{ feature: 'x', share: 1 }],
  });
  expect(sentence).toContain('(20 % to 30 %), while the mean prediction fell: +5.0 as');
  // what lowered the predictions is no reason for a rise
  expect(sentence).not.toContain('`x`');
});

test('tells parts that cancel', () => {
  const cancelling = outcome(
    [
      [2_000, 2_000],
      [200, 600],
    ],
    [
      [1_000, 3_000],
      [50, 750],
    ],
  );
  expect(story({ ...quiet, label: cancelling })[0]).toBe(
    'The label rate is as it was within chance (20 % to 20 %): +5.0 as the model expected of its inputs, −5.0 because the same scores now go with fewer positive labels.',
  );
});

test('of a model without prediction and of a regression, in their own terms', () => {
  expect(story({ ...quiet, label: { ...label, feature: 'age' } })[0]).toBe(
    'The label rate rose by 10.0 points (20 % to 30 %): +5.0 with the values of `age`, +5.0 at equal values of it.',
  );
  expect(
    story({ ...quiet, task: 'regression', performance: { name: 'MAE', reference: 2, current: 3 }, label })[1],
  ).toBe(
    'The mean label rose by 0.10 (0.20 to 0.30): +0.05 as the model expected of its inputs, +0.05 because the same scores now go with higher labels.',
  );
});

describe('the relation that has changed', () => {
  const told = (concepts: StoryInput['concepts'] & object): string | undefined =>
    story({ ...quiet, hasLabel: false, concepts }).find((sentence) => sentence.startsWith('The relation'));

  test('is told where it is more than usual, and by how many times the usual', () => {
    expect(told([{ ...turned, usual: 0.35 }])).toBeUndefined();
    const often = { ...turned, feature: 'often', usual: 0.2 };
    const seldom = { ...turned, feature: 'seldom', usual: 0.1 };
    expect(told([often, seldom])).toContain('`seldom`');
  });

  test('rests on independent rows where what is usual is not known', () => {
    expect(told([turned])).toContain('has changed most, if rows are independent:');
  });

  test('is not told without evidence', () => {
    const few = conceptChange(tableOf([5, 5], [1, 3]), tableOf([5, 5], [3, 1]), { binary: true });
    expect(told([{ feature: 'x', change: few, usual: 0.01 }])).toBeUndefined();
  });
});

test('a change of performance within chance is told as none', () => {
  expect(
    story({
      ...quiet,
      hasLabel: false,
      performance: { name: 'ROC AUC', reference: 0.79, current: 0.78, error: 0.01 },
    }),
  ).toEqual(['ROC AUC is as it was in the reference within chance (0.780 against 0.790).']);
});

test('whatever comes, there are one to five sentences of words', () => {
  const side = fc.tuple(cellHits(3), cellHits(3));
  const share = fc.double({ min: -1, max: 1, noNaN: true });
  const performance = fc.record({ reference: share, current: share, covariate: share, concept: share });
  fc.assert(
    fc.property(side, side, fc.boolean(), fc.option(performance), (first, second, hasLabel, score) => {
      const [labels, scores] = [first, second].map(([one, other]) =>
        outcome([one.rows, one.hits], [other.rows, other.hits]),
      );
      const [before, after] = first.map(({ rows, hits }) => tableOf(rows, hits));
      if (!labels || !scores || !before || !after) throw new Error('nothing to tell');
      const told = story({
        ...quiet,
        hasLabel,
        label: labels,
        prediction: scores,
        predictionShares: [{ feature: 'x', share: 1 }],
        concepts: [{ feature: 'x', change: conceptChange(before, after, { binary: true }) }],
        ...(score && { performance: { name: 'AUC', ...score } }),
      });
      expect(told.length).toBeGreaterThanOrEqual(1);
      expect(told.length).toBeLessThanOrEqual(5);
      for (const sentence of told) {
        expect(sentence).toMatch(/^[A-Z].*\.$/);
        expect(sentence).not.toMatch(/NaN|undefined|Infinity|null|−0\.0+\D/);
      }
    }),
  );
});
