import { compareSamples } from '../../../../test/support/comparisons.js';
import { driftingState, stateOf } from '../../../../test/support/modelStates.js';
import { pictureVerdict, tellingWindow } from './pictureVerdict.js';

const state = driftingState(2, 'credit risk', ['1h', '7d']);
const told = (asked = state, feature = 'credit_score') =>
  pictureVerdict(asked, feature, tellingWindow(asked, feature));

test('names, severity, reason, window and since when, in the time zone of the model', () => {
  const inIndia = { ...state, timeZone: 'Asia/Kolkata' };
  expect(told(inIndia)).toEqual({
    model: 'credit risk',
    feature: 'credit_score',
    severity: 'critical',
    reason: 'Values changed: PSI 0.617 (critical from 0.25; up to 0.00287 is noise)',
    facts: [
      'Last 7d: 2025-12-26 08:30 to 2026-01-02 08:30 (Asia/Kolkata)',
      'Active since 2026-01-01 17:30 (Asia/Kolkata)',
    ],
    legend: { reference: 'reference, 20,429 rows', current: 'last 7d, 8,335 rows' },
  });
  expect(told({ ...state, timeZone: 'America/New_York' }).facts[1]).toBe(
    'Active since 2026-01-01 07:00 (America/New York)',
  );
  expect(told({ ...state, active: new Map([['credit_score', { active: true }]]) }).facts[1]).toBe('Active');
  expect(told({ ...state, active: new Map() }).facts[1]).toBe('Not active');
});

test('a feature that drifts nowhere is shown in the longest window that can tell', () => {
  const few = compareSamples([1, 2, 3], [4]);
  const same = compareSamples(Array(300).fill(1), Array(200).fill(1));
  const quiet = stateOf({
    windows: { '1h': new Map([['x', same]]), '6h': new Map([['x', same]]), '7d': new Map([['x', few]]) },
  });
  expect(tellingWindow(quiet, 'x')?.name).toBe('6h');
  expect(told(quiet, 'x').severity).toBe('none');
  const never = stateOf({ windows: { '1h': new Map([['x', few]]), '6h': new Map([['x', few]]) } });
  expect(tellingWindow(never, 'x')?.name).toBe('6h');
  expect(told(never, 'x')).toMatchObject({ severity: 'inconclusive', legend: { current: 'last 6h, 1 row' } });
});

test('where there is no result it says so and why, but not what went wrong inside', () => {
  const silent = { ...state, windows: [] };
  expect(told(silent)).toEqual({
    model: 'credit risk',
    feature: 'credit_score',
    severity: 'inconclusive',
    word: 'no result',
    reason: 'There is no result any more: the last ones are too old.',
    facts: ['Active since 2026-01-01 12:00 (UTC)'],
  });
  const { lastSuccess, ...fresh } = silent;
  expect(lastSuccess).toBeDefined();
  expect(told(fresh).reason).toBe('There is no result yet: no check has succeeded so far.');
  const error = 'column "credit_score" of db.internal is missing';
  const failed = told({ ...silent, failed: [{ feature: 'credit_score', error }] });
  expect(failed.reason).toBe('The feature could not be checked.');
  expect(JSON.stringify(failed)).not.toContain('db.internal');
});
