import { hours, HOUR, REPLAY_FROM, replayOf, type DrawnFeature } from '../../../../test/support/replays.js';
import { alertSpans } from './alertSpans.js';
import { toldEpisodes } from './toldEpisodes.js';
import type { ReplayedFeature } from './replay.js';

const rules = { datasetShare: 0.5, thresholdsOf: ({ thresholds }: ReplayedFeature) => thresholds };
const MINUTE = HOUR / 60;

/** Alerts as text, in hours from the start. */
const spans = (features: Record<string, DrawnFeature>): string[] =>
  alertSpans(replayOf(features), rules).map(
    ({ id, from, to }) => `${id}: ${(from - REPLAY_FROM) / HOUR} to ${(to - REPLAY_FROM) / HOUR}`,
  );

/** Alerts that somebody was told of. */
const told = (features: Record<string, DrawnFeature>): string[] =>
  toldEpisodes(replayOf(features), rules).map(
    ({ feature = 'all', severity, at, to }) =>
      `${feature} ${severity} ${Math.floor((at - REPLAY_FROM) / HOUR)} to ${(to - REPLAY_FROM) / HOUR}`,
  );

const quiet = { effects: hours(40, null) };
const alone = { quiet, other: quiet };

test('an alert fires after a bucket has closed and `for` is over, and a quarter of an hour longer than its episode', () => {
  const effects = [...hours(3, null), 0.21, 0.21, 0.15, ...hours(10, null)];
  expect(spans({ x: { effects }, ...alone })).toEqual([`DriftFeature warning x: ${4 + 10 / 60} to 7.25`]);
});

test('a critical change fires both, and silences its warning', () => {
  const effects = [0.21, 0.3, 0.3, ...hours(10, null)];
  const [warning, critical] = alertSpans(replayOf({ x: { effects }, ...alone }), rules);
  expect(warning?.mutedBy).toEqual([critical?.id, 'DriftDataset warning']);
  expect(critical?.mutedBy).toEqual(['DriftDataset critical']);
  expect((critical?.from ?? 0) - REPLAY_FROM).toBe(2 * HOUR + MINUTE);
});

test.each([
  ['a change below every threshold', 0.19],
  ['no change that holds', 0],
])('%s fires nothing, though the feature is in drift', (_, effect) => {
  expect(spans({ x: { effects: hours(20, effect) }, ...alone })).toEqual([]);
});

test('without drift, however large the change, nothing fires', () => {
  expect(told({ x: { effects: hours(20, null) }, ...alone })).toEqual([]);
});

test("a feature's own thresholds hold", () => {
  const x = { effects: hours(5, 0.3), thresholds: { significant: 0.2, critical: Infinity } };
  const y = { effects: hours(5, 0.3), thresholds: { significant: 0.4, critical: 0.5 } };
  expect(told({ x, y, ...alone, more: quiet })).toEqual(['x warning 1 to 6']);
});

test('an episode counts once, however often it crosses a threshold', () => {
  const effects = [
    ...hours(5, 0.21),
    ...hours(5, 0.1),
    ...hours(5, 0.3),
    ...hours(5, 0.1),
    ...hours(5, null),
  ];
  expect(told({ x: { effects }, ...alone })).toEqual(['x critical 1 to 21']);
  // its warning, and from when it was worse the critical one, both to its end
  expect(spans({ x: { effects }, ...alone })).toEqual([
    `DriftFeature warning x: ${1 + 10 / 60} to 21.25`,
    `DriftFeature critical x: ${11 + 1 / 60} to 21.25`,
  ]);
});

test('what goes on at the end has no end', () => {
  expect(told({ x: { effects: [...hours(35, null), ...hours(5, 0.3)] }, ...alone })).toEqual([
    'x critical 36 to Infinity',
  ]);
});

test('in the last bucket an alert comes too late', () => {
  expect(told({ x: { effects: [...hours(39, null), 0.3] }, ...alone })).toEqual([]);
});

test('half of the features in drift are one alert on all, which silences theirs', () => {
  const together = [...hours(5, null), ...hours(5, 0.3), ...hours(30, null)];
  expect(told({ x: { effects: together }, y: { effects: together }, ...alone })).toEqual([
    'all critical 6 to 11',
  ]);
  // a minority is told of one by one
  expect(told({ x: { effects: together }, quiet, other: quiet, more: quiet })).toEqual([
    'x critical 6 to 11',
  ]);
});

test('features drift on after the alert on all: they are told of then', () => {
  const [short, long] = [hours(5, 0.3), hours(30, 0.3)];
  expect(told({ x: { effects: short }, y: { effects: long }, ...alone })).toEqual([
    'all critical 1 to 6',
    'y critical 6 to 31',
  ]);
});

test('a warning on all features, which goes on for a quarter of an hour, silences no critical change of one', () => {
  const x = { effects: [...hours(5, 0.21), ...hours(5, 0.3), ...hours(5, null)] };
  const y = { effects: hours(5, 0.21) };
  const [all, own] = toldEpisodes(replayOf({ x, y, ...alone }), rules);
  expect([all?.severity, own?.severity]).toEqual(['warning', 'critical']);
  expect((own?.at ?? 0) - REPLAY_FROM).toBe(6 * HOUR + MINUTE);
});

test("an alert that goes on into the feature's next episode, which is worth none, does not tell of that", () => {
  // x and y drift as a whole; what their alerts say on after that is heard while x drifts again, by little
  const x = { effects: [...hours(12, 0.3), null, ...hours(12, 0.05)] };
  const y = { effects: hours(11, 0.3) };
  const replay = replayOf({ x, y }, 5 * MINUTE);
  expect(toldEpisodes(replay, { ...rules, datasetShare: 1 }).map(({ feature }) => feature)).toEqual([
    undefined,
  ]);
});

test('all drift a little: no alert, since severity counts', () => {
  expect(told({ x: { effects: hours(20, 0.15) }, y: { effects: hours(20, 0.15) } })).toEqual([]);
});
