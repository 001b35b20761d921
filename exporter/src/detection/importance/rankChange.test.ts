import { givenImportance, type Importance } from './importance.js';
import { rankChange } from './rankChange.js';

const importance = (values: Readonly<Record<string, number>>): Importance =>
  givenImportance(new Map(Object.entries(values)), Object.keys(values), 'configured');

test('the same order has not changed', () => {
  const same = importance({ a: 3, b: 2, c: 1 });
  expect(rankChange(same, same)).toEqual({
    ndcg: 1,
    spearman: 1,
    features: ['a', 'b', 'c'].map((feature, i) => ({ feature, reference: i + 1, current: i + 1, change: 0 })),
  });
});

test('ranks are those among the features of both sides', () => {
  const { features, spearman } = rankChange(
    importance({ gone: 9, a: 3, b: 2 }),
    importance({ new: 9, b: 3, a: 2 }),
  );
  expect(features).toEqual([
    { feature: 'a', reference: 1, current: 2, change: 1 },
    { feature: 'b', reference: 2, current: 1, change: -1 },
  ]);
  expect(spearman).toBe(-1);
});

test('a single feature, none, and none of any importance have no order to compare', () => {
  expect(rankChange(importance({ a: 1 }), importance({ a: 2 }))).toEqual({
    features: [{ feature: 'a', reference: 1, current: 1, change: 0 }],
  });
  expect(rankChange(importance({}), importance({ a: 2 }))).toEqual({ features: [] });
  const none = rankChange(importance({ a: 0, b: 0 }), importance({ a: 1, b: 2 }));
  expect(Object.keys(none)).toEqual(['features']);
});
