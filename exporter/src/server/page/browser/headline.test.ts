import { driftSeverity, headline, remarks } from './headline.js';
import { featureRows } from './rows.js';
import { detailOf, verdict } from '../../../../../test/support/modelDetails.js';

const fresh = Date.parse('2026-01-01T00:30:00Z');
const late = Date.parse('2026-01-02T00:00:00Z');
const since = '2025-12-31T00:00:00.000Z';
const calm = { windows: [verdict('1h', 'none', 0.01)] };
const passing = { windows: [verdict('1h', 'critical', 0.4)] };

test('results that have expired are told in the past', () => {
  const detail = detailOf({ age: { ...calm, active: since }, city: calm });
  expect(headline(detail, fresh)).toBe('1 of 2 features is drifting');
  expect(headline(detail, late)).toBe('1 of 2 features was drifting');
  expect(headline(detailOf({ age: calm, city: calm }), late)).toBe('None of 2 features was drifting');
});

test('without results it says what is being waited for', () => {
  const empty = { ...detailOf({ age: calm }), windows: [] };
  expect(headline({ ...empty, progress: { done: 1, total: 9 } }, fresh)).toBe('Catching up with the past');
  expect(headline({ ...empty, last_success: null }, fresh)).toBe('Waiting for the first result');
  expect(headline({ ...empty, newest_row: null }, fresh)).toBe('There are no rows yet');
  expect(headline(empty, fresh)).toBe('No current result');
});

test('features beyond a threshold that do not count as drifting, and mute ones, are remarked upon', () => {
  const detail = detailOf({
    age: passing,
    city: { ...passing, active: since },
    zip: { windows: [verdict('1h', 'inconclusive', null)] },
  });
  expect(remarks(detail, featureRows(detail))).toEqual([
    '1 other feature exceeds a threshold in some window, but not for long enough to count as drifting.',
    '1 feature had too little data to judge.',
  ]);
});

test('the severity beside the headline is that of the features which drift', () => {
  const small = { windows: [verdict('1h', 'small', 0.12)], active: since };
  expect(driftSeverity(featureRows(detailOf({ age: passing, city: small })))).toBe('small');
  expect(driftSeverity(featureRows(detailOf({ age: passing })))).toBeUndefined();
});
