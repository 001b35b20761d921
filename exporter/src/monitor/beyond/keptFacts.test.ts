import type { FeatureResult } from '../../detection/result.js';
import type { ImportanceRecord, SegmentShareRecord } from '../../store/records.js';
import { KeptFacts } from './keptFacts.js';

const DAY = 86_400_000;
const MAY = { name: '2026-05', from: Date.UTC(2026, 4, 1), to: Date.UTC(2026, 5, 1) };

/** Of a window that ends so many days into May. */
function share(windowName: string, days: number, segment: string, of: number): SegmentShareRecord {
  const to = MAY.from + days * DAY;
  const from = to - (windowName === '1d' ? 1 : 7) * DAY;
  return { windowName, from, to, feature: 'heat', segment, share: of, rows: 120 };
}

const results = (drifted: boolean) => [{ feature: 'heat', drifted } as FeatureResult];

test('of the longest windows within, those of the newest that was searched are told, the largest first', () => {
  const facts = new KeptFacts(
    {},
    [
      share('7d', 3, 'origin=early', 0.9),
      share('7d', 14, 'origin=old', 0.9),
      share('7d', 21, 'origin=b', 0.25),
      share('7d', 21, 'origin=a', 0.5),
      share('7d', 33, 'origin=late', 0.9),
      share('1d', 30, 'origin=short', 0.9),
    ],
    [],
  );
  expect(facts.segments(MAY, results(true)).map(({ sentence }) => sentence)).toEqual([
    'Over 7d until 2026-05-22 00:00 UTC 50 % of the drift of `heat` goes back to origin=a (120 rows)',
    'Over 7d until 2026-05-22 00:00 UTC 25 % of the drift of `heat` goes back to origin=b (120 rows)',
  ]);
  expect(facts.segments(MAY, results(false))).toEqual([]);
});

function importance(days: number, method: ImportanceRecord['method'], feature: string, of?: number) {
  const window = { windowName: '1d', from: MAY.from, to: MAY.from + days * DAY };
  return { ...window, feature, ...(method && { method }), ...(of === undefined ? {} : { share: of }) };
}

test('importances of a table are those of the newest window, and none where they were estimated', () => {
  const facts = new KeptFacts(
    {},
    [],
    [
      importance(1, 'table', 'heat', 1),
      importance(9, 'table', 'heat', 0.25),
      importance(9, 'table', 'calm', 0.75),
      importance(20, 'estimated', 'heat', 1),
      importance(40, 'table', 'heat', 1),
    ],
  );
  expect(facts.importance(MAY, ['heat', 'calm'])).toMatchObject({
    method: 'table',
    features: [
      { feature: 'calm', share: 0.75 },
      { feature: 'heat', share: 0.25 },
    ],
  });
  expect(new KeptFacts({}, [], []).importance(MAY, ['heat'])).toBeUndefined();
});

test('importances of the configuration hold as they are now', () => {
  const given = (values: Record<string, number>) =>
    new KeptFacts({ importance: { kind: 'given', values } }, [], []).importance(MAY, ['heat', 'calm']);
  expect(given({ heat: 3, calm: 1 })).toMatchObject({
    method: 'configured',
    features: [{ share: 0.75 }, {}],
  });
  expect(given({ gone: 3 })).toBeUndefined();
});
