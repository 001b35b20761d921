import { modelOutcomes, type DrawnWorld } from '../../../../test/support/modelOutcomes.js';
import { outcomes } from '../../../../test/support/outcomes.js';
import { modelReports } from '../models.js';
import { tellingWindows, toldOf } from './tellingWindows.js';

const roles = (worlds: readonly DrawnWorld[]): unknown =>
  modelReports(modelOutcomes(worlds, { rows: 1000 })).map((report) => [...tellingWindows(report)]);

test('the worst window is that with the largest loss beyond chance', () => {
  expect(roles([{ coins: 0.4 }, { coins: 0.9 }, {}])).toEqual([
    [
      [2, 'latest'],
      [1, 'worst'],
    ],
  ]);
});

test('a latest window that is the worst is called so', () => {
  expect(roles([{}, { coins: 0.9 }])).toEqual([[[1, 'worst']]]);
});

test('without a loss, or without performance, there is no worst window', () => {
  expect(roles([{}, {}])).toEqual([[[1, 'latest']]]);
  expect(modelReports(outcomes(2, 3)).map((report) => [...tellingWindows(report)])).toEqual([
    [[2, 'latest']],
  ]);
});

test('few windows are all told of, of many those with a role', () => {
  const windows = [
    { role: undefined },
    { role: 'worst' as const },
    { role: undefined },
    { role: 'latest' as const },
  ];
  expect(toldOf(windows.slice(0, 3))).toHaveLength(3);
  expect(toldOf(windows)).toEqual([{ role: 'worst' }, { role: 'latest' }]);
});
