import { hours, HOUR, replayOf } from '../../../../test/support/replays.js';
import { backtestResult, type BacktestOptions } from './backtestResult.js';

const DAY = 24 * HOUR;
const options: BacktestOptions = {
  budget: { alarms: 1, period: 30 * DAY },
  datasetShare: 0.5,
  timing: { groupWait: 30_000, groupInterval: 300_000, repeatInterval: 12 * HOUR },
  naiveWindow: DAY,
  notes: ['a note'],
};
const quiet = { effects: hours(240, null) };
const replay = replayOf({
  // from 11:01 on the first until after midnight, and for a day from the fourth on
  x: {
    effects: [
      ...hours(10, null),
      ...hours(14, 0.3),
      ...hours(60, null),
      ...hours(24, 0.22),
      ...hours(132, null),
    ],
    psi: [5, 6, 30],
    ks: [6, 7, 50],
  },
  quiet,
  other: quiet,
});
const result = backtestResult(replay, options);

test('ten days hold no whole alert of one in thirty, and a quiet feature stays last', () => {
  expect(result).toMatchObject({ days: 10, within_budget: false, budget: { allowed: 0, period: '30d' } });
  expect(result.totals).toEqual([
    { feature: null, warning: 0, critical: 0, days: 0, episodes: 0, largest: null },
    { feature: 'x', warning: 1, critical: 1, days: 4, episodes: 2, largest: 0.3 },
    { feature: 'quiet', warning: 0, critical: 0, days: 0, episodes: 0, largest: null },
    { feature: 'other', warning: 0, critical: 0, days: 0, episodes: 0, largest: null },
  ]);
  expect(backtestResult(replay, { ...options, budget: { alarms: 1, period: 5 * DAY } })).toMatchObject({
    within_budget: true,
    budget: { allowed: 2 },
    proposal: { thresholds: [], told: 2 },
  });
});

test('days by their worst alert, and where each began', () => {
  expect(result.alert_days).toEqual([
    { day: '2024-01-01', feature: 'x', severity: 'critical', began: 1 },
    { day: '2024-01-02', feature: 'x', severity: 'critical', began: 0 },
    { day: '2024-01-04', feature: 'x', severity: 'warning', began: 1 },
    { day: '2024-01-05', feature: 'x', severity: 'warning', began: 0 },
  ]);
});

test('what would fire after the end is on no day', () => {
  const late = replayOf({ x: { effects: [...hours(39, null), 0.3] }, quiet: { effects: hours(40, null) } });
  expect(backtestResult(late, options)).toMatchObject({ alerts: [], alert_days: [] });
});

test('messages by rule, counted by hand', () => {
  expect(
    result.notifications.map(({ rule, alerts, notifications, repeats }) => [
      rule,
      alerts,
      notifications,
      repeats,
    ]),
  ).toEqual([
    // critical: begins, once more after twelve hours, ends; warning: ends unheard with it, then begins, one repeat, ends
    ['drift-exporter', 2, 6, 2],
    ['psi', 2, 4, 0],
    ['psi_or_ks', 3, 6, 0],
  ]);
});
