import fc from 'fast-check';
import { notificationsOf, type Firing, type Notification } from './notifications.js';

const MINUTE = 60_000;
const timing = { groupWait: MINUTE / 2, groupInterval: 5 * MINUTE, repeatInterval: 720 * MINUTE };
const never = Infinity;

/** An alert of group `g`, in minutes. */
const firing = (id: string, from: number, to: number, more: Partial<Firing> = {}): Firing => ({
  id,
  group: 'g',
  from: from * MINUTE,
  to: to * MINUTE,
  ...more,
});

/** Messages as text: minute, how many fire, how many are over. */
const messages = (alerts: readonly Firing[], until = 10_000): string[] =>
  notificationsOf(alerts, timing, until * MINUTE).map(
    ({ at, firing: fire, resolved, isRepeat }: Notification) =>
      `${at / MINUTE}: ${fire} firing, ${resolved} over${isRepeat ? ', again' : ''}`,
  );

test('one alert: a message after group_wait, and one at the next group_interval after its end', () => {
  expect(messages([firing('a', 60, 180)])).toEqual(['60.5: 1 firing, 0 over', '180.5: 0 firing, 1 over']);
});

test('300 alerts of one minute: one message, and one when all are over', () => {
  const many = Array.from({ length: 300 }, (_, index) => firing(`f${index}`, 60, 120));
  expect(messages(many)).toEqual(['60.5: 300 firing, 0 over', '120.5: 0 firing, 300 over']);
});

test('another alert joins at the next group_interval; its end is told while the first goes on', () => {
  expect(messages([firing('a', 0, 100), firing('b', 7, 58)])).toEqual([
    '0.5: 1 firing, 0 over',
    '10.5: 2 firing, 0 over',
    '60.5: 1 firing, 1 over',
    '100.5: 0 firing, 1 over',
  ]);
});

test('an alert that goes on is told again after repeat_interval', () => {
  expect(messages([firing('a', 0, never)], 1_500)).toEqual([
    '0.5: 1 firing, 0 over',
    '725.5: 1 firing, 0 over, again',
    '1450.5: 1 firing, 0 over, again',
  ]);
});

test('what is over and begins again before anybody was told, nobody hears of', () => {
  expect(messages([firing('a', 0, 11), firing('a', 12, 40)])).toEqual([
    '0.5: 1 firing, 0 over',
    '40.5: 0 firing, 1 over',
  ]);
  expect(messages([firing('a', 0, 0.25)])).toEqual([]);
});

test('a silenced alert is told once what silences it is over', () => {
  const critical = firing('critical', 60, 120, { group: 'other' });
  expect(messages([firing('warning', 50, 180, { mutedBy: ['critical'] }), critical])).toEqual([
    '50.5: 1 firing, 0 over',
    '60.5: 1 firing, 0 over',
    '120.5: 0 firing, 1 over',
    '180.5: 0 firing, 1 over',
  ]);
  const dataset = firing('dataset', 0, 120, { group: 'other' });
  expect(messages([firing('feature', 0, 180, { mutedBy: ['dataset'] }), dataset])).toEqual([
    '0.5: 1 firing, 0 over',
    '120.5: 1 firing, 0 over',
    '120.5: 0 firing, 1 over',
    '180.5: 0 firing, 1 over',
  ]);
});

/** Alertmanager's way, flush by flush, without jumps: slow, and plain to read. */
function flushByFlush(alerts: readonly Firing[], until: number): string[] {
  const said = new Map<string, { firing: string[]; resolved: string[]; at: number }>();
  const found: { at: number; text: string }[] = [];
  for (const group of new Set(alerts.map((alert) => alert.group))) {
    let waiting = alerts.filter((alert) => alert.group === group).sort((a, b) => a.from - b.from);
    let members: Firing[] = [];
    let at = 0;
    while (waiting.length + members.length > 0) {
      at = members.length > 0 ? at + timing.groupInterval : (waiting[0]?.from ?? 0) + timing.groupWait;
      if (at >= until) break;
      for (const alert of waiting.filter(({ from }) => from <= at)) {
        members = [...members.filter(({ id }) => id !== alert.id), alert];
      }
      waiting = waiting.filter(({ from }) => from > at);
      const shown = members.filter(
        ({ mutedBy = [] }) =>
          !alerts.some(({ id, from, to }) => mutedBy.includes(id) && from <= at && to > at),
      );
      const firing = shown.filter(({ to }) => to > at).map(({ id }) => id);
      const resolved = shown.filter(({ to }) => to <= at).map(({ id }) => id);
      const last = said.get(group);
      const known = last !== undefined && last.at >= at - 2 * timing.repeatInterval ? last : undefined;
      const isNews =
        known === undefined
          ? firing.length > 0
          : firing.some((id) => !known.firing.includes(id)) ||
            (firing.length === 0
              ? resolved.length > 0 && known.firing.length > 0
              : resolved.some((id) => !known.resolved.includes(id)) || known.at < at - timing.repeatInterval);
      if (isNews) {
        said.set(group, { firing, resolved, at });
        found.push({ at, text: `${group} ${at}: ${firing.length} ${resolved.length}` });
      }
      members = members.filter(({ to }) => to > at);
    }
  }
  return found.map(({ text }) => text).sort();
}

test('jumping from change to change finds what every single flush does', () => {
  const alert = fc
    .record({
      id: fc.integer({ min: 0, max: 3 }),
      from: fc.integer({ min: 0, max: 400 }),
      length: fc.integer({ min: 1, max: 1_800 }),
      isMuted: fc.boolean(),
    })
    .map(({ id, from, length, isMuted }) =>
      firing(`${id}`, from * 7, from * 7 + length, {
        group: id % 2 === 0 ? 'even' : 'odd',
        mutedBy: isMuted && id > 0 ? ['0'] : [],
      }),
    );
  fc.assert(
    fc.property(fc.array(alert, { maxLength: 8 }), (drawn) => {
      // an alert fires once at a time
      const alerts = drawn.filter(
        (one, index) =>
          !drawn.some(
            (other, place) =>
              place < index && other.id === one.id && other.from <= one.to && one.from <= other.to,
          ),
      );
      const until = 6_000 * MINUTE;
      const jumped = notificationsOf(alerts, timing, until).map(
        ({ at, group, firing: fire, resolved }) => `${group} ${at}: ${fire} ${resolved}`,
      );
      expect([...jumped].sort()).toEqual(flushByFlush(alerts, until));
    }),
  );
});
