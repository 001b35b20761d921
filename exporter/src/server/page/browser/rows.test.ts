import { featureRows, selectRows, worstVerdict } from './rows.js';
import { detailOf, verdict } from '../../../../../test/support/modelDetails.js';
import { initialView, type View } from './view.js';

const detail = detailOf({
  age: { windows: [verdict('1h', 'none', 0.02), verdict('1d', 'small', 0.15)] },
  'Income (10)': { windows: [verdict('1h', 'critical', 0.4)], active: '2026-01-02T03:00:00.000Z' },
  'Income (9)': { windows: [verdict('1h', 'none', 0.05)], active: '2026-01-03T03:00:00.000Z' },
  city: { windows: [verdict('1h', 'inconclusive', null)] },
  zip: { windows: [] },
});
const names = (view: Partial<View>): string[] =>
  selectRows(featureRows(detail), { ...initialView, ...view }).map(({ feature }) => feature.feature);

test.each<[string, Partial<View>, string[]]>([
  ['urgency', {}, ['Income (10)', 'Income (9)', 'age', 'city', 'zip']],
  ['severity', { sort: 'severity' }, ['Income (10)', 'age', 'Income (9)', 'city', 'zip']],
  ['PSI', { sort: 'psi' }, ['Income (10)', 'age', 'Income (9)', 'city', 'zip']],
  ['PSI, reversed', { sort: 'psi', reversed: true }, ['city', 'zip', 'Income (9)', 'age', 'Income (10)']],
  ['name, numbers as numbers', { sort: 'name' }, ['age', 'city', 'Income (9)', 'Income (10)', 'zip']],
  ['newest drift', { sort: 'since' }, ['Income (9)', 'Income (10)', 'age', 'city', 'zip']],
])('sorts by %s', (_, view, expected) => {
  expect(names(view)).toEqual(expected);
});

test('filters by text of any case, by severity and by activity, all at once', () => {
  expect(names({ text: ' INCOME ' })).toEqual(['Income (10)', 'Income (9)']);
  expect(names({ least: 1 })).toEqual(['Income (10)', 'age']);
  expect(names({ activeOnly: true })).toEqual(['Income (10)', 'Income (9)']);
  expect(names({ text: 'income', least: 1, activeOnly: true })).toEqual(['Income (10)']);
});

test('no filter drops no feature', () => {
  expect(names({})).toHaveLength(detail.features.length);
});

test('a row has a place for every window of the model', () => {
  const [row] = featureRows(detail);
  expect(row?.verdicts.map((one) => one?.window)).toEqual(['1h', '1d']);
  expect(featureRows(detail).at(-1)?.verdicts).toEqual([undefined, undefined]);
});

test('the worst verdict is the most severe, and of those the largest, missing values included', () => {
  const missing = { ...verdict('7d', 'critical', 0.01), missing_psi: 0.9 };
  expect(worstVerdict([verdict('1h', 'small', 3), verdict('1d', 'critical', 0.5), missing])).toBe(missing);
  expect(worstVerdict([])).toBeUndefined();
});
