import { shareOf, wilson } from './interval.js';

const WILSON: readonly (readonly [hits: number, rows: number, lower: number, upper: number])[] = [
  [0, 1, 0.0, 0.7934506856227627],
  [1, 1, 0.2065493143772374, 1.0],
  [0, 10, 0.0, 0.27753279986288926],
  [3, 10, 0.10779126740630104, 0.6032218525388546],
  [10, 10, 0.7224672001371106, 1.0],
  [50, 100, 0.4038315303659956, 0.5961684696340044],
  [999, 1000, 0.9943574414020421, 0.9998234536293739],
  [123456, 1000000, 0.12281269653142285, 0.12410219641400438],
];

test("equals statsmodels' proportion_confint(method='wilson')", () => {
  // statsmodels 0.15.0
  for (const [hits, rows, lower, upper] of WILSON) {
    expect(wilson(hits, rows).lower).toBeCloseTo(lower, 12);
    expect(wilson(hits, rows).upper).toBeCloseTo(upper, 12);
  }
});

test('no few rows are sure, and none tell nothing', () => {
  expect(shareOf(3, 3)?.standard_error).toBeGreaterThan(0.1);
  expect(shareOf(0, 0)).toBeUndefined();
});
