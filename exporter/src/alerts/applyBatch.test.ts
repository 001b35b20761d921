import fc from 'fast-check';
import type { AlertRecord } from '../store/alertRecords.js';
import { alertMessage, type MessageAlert } from '../../../test/support/alertMessages.js';
import { applyBatch, rangesOf } from './applyBatch.js';
import { LOST } from './episodes.js';
import type { Batch, Observation } from './observation.js';
import { webhookBatch } from './webhook.js';

const T = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const a = 'aaaaaaaaaaaaaaaa';
const b = 'bbbbbbbbbbbbbbbb';

/** A store in memory: it shows a batch only the part of the history that the batch asks for. */
class History {
  alerts: AlertRecord[] = [];
  totals = new Map<string, number>();
  readonly #notifications = new Map<string, number>();

  add(batch: Batch): this {
    const from = new Map(rangesOf(batch).map((range) => [range.fingerprint, range.from]));
    const starts = (fingerprint: string): number[] =>
      this.alerts.filter((alert) => alert.fingerprint === fingerprint).map(({ startsAt }) => startsAt);
    const isShown = ({ fingerprint, startsAt }: AlertRecord): boolean => {
      const first = from.get(fingerprint);
      if (first === undefined) return false;
      return startsAt >= Math.max(...starts(fingerprint).filter((start) => start <= first), -Infinity);
    };
    const known = this.alerts.filter(isShown);
    const { alerts, totals = [] } = applyBatch(known, batch, this.#told(batch));
    this.alerts = [...this.alerts.filter((alert) => !isShown(alert)), ...alerts].sort(
      (x, y) => x.fingerprint.localeCompare(y.fingerprint) || x.startsAt - y.startsAt,
    );
    for (const { model, kind, label, value } of totals) {
      const key = `${model} ${kind} ${label}`;
      this.totals.set(key, (this.totals.get(key) ?? 0) + value);
    }
    return this;
  }

  /** Numbered by content, so that the order of arrival leaves no trace. */
  #told({ notification }: Batch): { id: number; isNew: boolean } | undefined {
    if (notification === undefined) return undefined;
    const key = `${notification.content} ${Math.floor(notification.at / HOUR)}`;
    const isNew = !this.#notifications.has(key);
    const id = [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2_147_483_647, 7);
    this.#notifications.set(key, id);
    return { id, isNew };
  }
}

const hook = (at: number, ...alerts: MessageAlert[]): Batch => webhookBatch(alertMessage(alerts), at).batch;
const seen = (fingerprint: string, sighting: Observation['sighting']): Batch => ({
  observations: [{ fingerprint, sighting, events: [] }],
});
const history = (...batches: Batch[]): History =>
  batches.reduce((all, batch) => all.add(batch), new History());
const outline = ({ alerts }: History) =>
  alerts.map(({ startsAt, resolvedAt, status, notifications }) => [
    (startsAt - T) / MINUTE,
    resolvedAt === undefined ? null : (resolvedAt - T) / MINUTE,
    status,
    notifications,
  ]);
const start = T;
const minutes = (count: number): number => T + count * MINUTE;

test('fired and resolved: one row, with both times, the severity of the store and what people were told', () => {
  const labels = { severity: 'warning', feature: 'carrier', segment: 'region=eu', team: 'ml' };
  const done = history(
    hook(minutes(1), { fingerprint: a, start, labels }),
    hook(minutes(31), { fingerprint: a, start, end: minutes(30), labels }),
  );
  expect(done.alerts).toMatchObject([
    {
      ...{ name: 'DriftFeature', model: 'flights', feature: 'carrier', segment: 'region=eu', team: 'ml' },
      ...{ severity: 'significant', status: 'resolved', notifications: 2, summary: 'it drifts' },
      ...{ startsAt: start, resolvedAt: minutes(30), silenced: false, inhibited: false },
      events: [
        { event: 'fired', at: start },
        { event: 'notified', detail: 'firing' },
        { event: 'resolved', at: minutes(30) },
        { event: 'notified', detail: 'resolved' },
      ],
    },
  ]);
  expect(Object.fromEntries(done.totals)).toEqual({
    'flights notifications warning': 2,
    'flights resolutions 3600': 1,
    'flights resolution_seconds ': 1800,
  });
});

test('one message about many alerts is one notification of each, and one in all', () => {
  const many = Array.from({ length: 300 }, (_, index) => ({
    fingerprint: index.toString(16).padStart(16, '0'),
    start,
  }));
  const { alerts, totals } = history(hook(minutes(1), ...many));
  expect(alerts).toHaveLength(300);
  expect(alerts.every(({ notifications }) => notifications === 1)).toBe(true);
  expect(Object.fromEntries(totals)).toEqual({ 'flights notifications warning': 1 });
});

test.each<[string, Batch[], unknown[]]>([
  [
    'a resolution of an alert that nobody knows still makes a row',
    [hook(minutes(9), { fingerprint: a, start, end: minutes(8) })],
    [[0, 8, 'resolved', 1]],
  ],
  [
    'a firing that comes after its resolution changes nothing',
    [
      hook(minutes(9), { fingerprint: a, start, end: minutes(8) }),
      hook(minutes(10), { fingerprint: a, start }),
    ],
    [[0, 8, 'resolved', 2]],
  ],
  [
    'a firing of long after the end says that it goes on',
    [
      hook(minutes(9), { fingerprint: a, start, end: minutes(8) }),
      hook(minutes(60), { fingerprint: a, start }),
    ],
    [[0, null, 'firing', 2]],
  ],
  [
    'a start that moves while it fires is the same alert',
    [
      hook(minutes(1), { fingerprint: a, start }),
      hook(minutes(20), { fingerprint: a, start: minutes(19) }),
      hook(minutes(41), { fingerprint: a, start: minutes(19), end: minutes(40) }),
    ],
    [[0, 40, 'resolved', 3]],
  ],
  [
    'a firing after the end is a new one',
    [
      hook(minutes(1), { fingerprint: a, start }),
      hook(minutes(11), { fingerprint: a, start, end: minutes(10) }),
      hook(minutes(21), { fingerprint: a, start: minutes(20) }),
    ],
    [
      [0, 10, 'resolved', 2],
      [20, null, 'firing', 1],
    ],
  ],
  [
    'two that were taken for one come apart when the end of the first is heard of',
    [
      hook(minutes(1), { fingerprint: a, start }),
      hook(minutes(21), { fingerprint: a, start: minutes(20) }),
      hook(minutes(22), { fingerprint: a, start, end: minutes(10) }),
    ],
    [
      [0, 10, 'resolved', 2],
      [20, null, 'firing', 1],
    ],
  ],
  [
    'what was lost and is seen again is open again',
    [
      hook(minutes(1), { fingerprint: a, start }),
      seen(a, { start, lost: minutes(30) }),
      seen(a, { start, seen: minutes(31) }),
    ],
    [[0, null, 'firing', 1]],
  ],
  [
    'what was lost and is told of as firing long after is open again',
    [
      hook(minutes(1), { fingerprint: a, start }),
      seen(a, { start, lost: minutes(30) }),
      hook(minutes(90), { fingerprint: a, start }),
    ],
    [[0, null, 'firing', 2]],
  ],
])('%s', (_, batches, expected) => {
  expect(outline(history(...batches))).toEqual(expected);
  expect(outline(history(...[...batches].reverse()))).toEqual(expected);
});

test('a resolution counts whatever the clock of Prometheus says', () => {
  const [late, ahead] = [hook(minutes(300), { fingerprint: a, start }), minutes(900)];
  for (const end of [minutes(2), ahead]) {
    const done = history(late, hook(minutes(310), { fingerprint: a, start, end }));
    expect(outline(done)).toEqual([[0, (end - T) / MINUTE, 'resolved', 2]]);
  }
});

test('an end that nobody told of says so, until somebody does', () => {
  const lost = history(hook(minutes(1), { fingerprint: a, start }), seen(a, { start, lost: minutes(30) }));
  const end = () => lost.alerts[0]?.events.find(({ event }) => event === 'resolved');
  expect(end()).toMatchObject({ at: minutes(30), detail: LOST });
  lost.add(hook(minutes(33), { fingerprint: a, start, end: minutes(25) }));
  expect(end()).toMatchObject({ at: minutes(25) });
  expect(end()).not.toHaveProperty('detail');
});

test('what was lost was not over before it was told of last', () => {
  const [told, missed] = [T + 1_700, T + 1_000];
  const lost = history(
    hook(told, { fingerprint: a, start }),
    seen(a, { start, seen: T + 500, lost: missed }),
  );
  const [alert] = lost.alerts;
  expect(alert?.resolvedAt).toBe(told);
  expect(alert?.events.map(({ event }) => event)).toEqual(['fired', 'notified', 'resolved']);
});

test('what keeps it quiet now is the status, and that it ever was is kept', () => {
  const quiet = (at: number, silenced: boolean, inhibited: boolean): Batch => ({
    observations: [
      {
        fingerprint: a,
        sighting: { start, seen: at, quiet: { at, silenced, inhibited } },
        events: silenced
          ? [{ key: 'silenced s', at, event: 'silenced', actor: 'ada' }]
          : inhibited
            ? [{ key: 'inhibited i', at, event: 'inhibited' }]
            : [],
      },
    ],
  });
  const status = (...batches: Batch[]) => history(...batches).alerts.map(({ status }) => status);
  expect(status(quiet(minutes(1), true, true))).toEqual(['silenced']);
  expect(status(quiet(minutes(1), true, false), quiet(minutes(2), false, true))).toEqual(['inhibited']);
  const after = history(quiet(minutes(2), false, false), quiet(minutes(1), true, false));
  expect(after.alerts).toMatchObject([{ status: 'firing', silenced: true, inhibited: false }]);
});

/** Deliveries about two alerts: any starts and ends, in messages of one or two. */
const delivery = fc
  .record({
    at: fc.integer({ min: 0, max: 20 }),
    alerts: fc.uniqueArray(
      fc.record({
        fingerprint: fc.constantFrom(a, b),
        start: fc.integer({ min: 0, max: 8 }),
        length: fc.option(fc.integer({ min: 0, max: 4 })),
        summary: fc.constantFrom('one', 'two'),
      }),
      { minLength: 1, maxLength: 2, selector: ({ fingerprint }) => fingerprint },
    ),
  })
  .map(({ at, alerts }) =>
    hook(
      T + at * 6 * MINUTE,
      ...alerts.map(({ fingerprint, start: from, length, summary }) => ({
        fingerprint,
        start: T + from * 10 * MINUTE,
        ...(length === null ? {} : { end: T + (from + length) * 10 * MINUTE }),
        annotations: { summary },
      })),
    ),
  );
const look = fc
  .record({ fingerprint: fc.constantFrom(a, b), from: fc.nat(8), seen: fc.nat(20), lost: fc.boolean() })
  .map(({ fingerprint, from, seen: at, lost }) =>
    seen(fingerprint, {
      start: T + from * 10 * MINUTE,
      ...(lost ? { lost: T + at * 6 * MINUTE } : { seen: T + at * 6 * MINUTE }),
    }),
  );

test('any order and repetition of what is told gives the same rows', () => {
  const told = fc.array(fc.oneof(delivery, look), { minLength: 1, maxLength: 12 }).chain((batches) =>
    fc.tuple(
      fc.constant(batches),
      fc
        .array(fc.constantFrom(...batches), { maxLength: 6 })
        .chain((again) =>
          fc.shuffledSubarray([...batches, ...again], { minLength: batches.length + again.length }),
        ),
    ),
  );
  fc.assert(
    fc.property(told, ([batches, shuffled]) => {
      expect(history(...shuffled).alerts).toEqual(history(...batches).alerts);
    }),
    { numRuns: 500 },
  );
});

test('whatever is told, one alert of a fingerprint is open at most, and alerts do not overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(delivery, look), { maxLength: 15 }), (batches) => {
      const { alerts } = history(...batches);
      for (const [index, alert] of alerts.entries()) {
        const next = alerts[index + 1];
        expect(alert.resolvedAt ?? Infinity).toBeGreaterThanOrEqual(alert.startsAt);
        if (next?.fingerprint !== alert.fingerprint) continue;
        expect(alert.resolvedAt ?? Infinity).toBeLessThanOrEqual(next.startsAt);
      }
    }),
  );
});
