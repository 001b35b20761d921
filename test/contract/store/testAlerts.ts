import { setTimeout as delay } from 'node:timers/promises';
import { applyBatch, rangesOf } from '../../../exporter/src/alerts/applyBatch.js';
import type { Batch } from '../../../exporter/src/alerts/observation.js';
import { webhookBatch } from '../../../exporter/src/alerts/webhook.js';
import { lockAlerts } from '../../../exporter/src/store/locks.js';
import { alertMessage, type MessageAlert } from '../../support/alertMessages.js';
import { Draws } from '../../support/randomness.js';
import { DAY, HOUR, START } from './fixture.js';
import type { Opened } from './testStore.js';

const MINUTE = 60_000;

export function testAlerts(opened: () => Opened): void {
  describe('the history of alerts', () => {
    const rows = <R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]> =>
      opened().database.query<R>(sql, values);
    const write = (batch: Batch): Promise<void> =>
      opened().store.alerts.amend(
        rangesOf(batch),
        (known, told) => applyBatch(known, batch, told),
        batch.notification,
      );
    const hook = (at: number, group: string, ...alerts: MessageAlert[]): Batch =>
      webhookBatch(alertMessage(alerts, group), at).batch;
    const print = (text: string): string => Buffer.from(text).toString('hex').padEnd(16, '0').slice(0, 16);

    test('an alert is read as it was written, with names of any kind, and by the views', async () => {
      const { store } = opened();
      const fingerprint = print('odd');
      const labels = {
        alertname: `Drift'; DROP TABLE drift.alerts; --`,
        model: 'odd "model" \u0000 👻',
        feature: 'back\\slash {braces} \ud800',
        segment: 'region=eu',
        team: 'ml',
        severity: 'warning',
        __proto__: 'x',
        constructor: 'y',
      };
      const annotations = { summary: '<b>it</b> drifts', description: 'at length\nand on' };
      const alert = { fingerprint, start: START + 123, labels, annotations };
      await write(hook(START + MINUTE, 'odd', alert));
      await write(hook(START + 9 * MINUTE, 'odd', { ...alert, end: START + 8 * MINUTE + 456 }));
      const [kept] = await store.alerts.episodes(fingerprint);
      expect(kept).toMatchObject({
        ...{ fingerprint, model: 'odd "model" \ufffd 👻', feature: 'back\\slash {braces} \ufffd' },
        ...{ startsAt: START + 123, resolvedAt: START + 8 * MINUTE + 456, status: 'resolved' },
        ...{ severity: 'significant', notifications: 2 },
        events: [
          { event: 'fired', at: START + 123 },
          { event: 'notified' },
          { event: 'resolved' },
          { event: 'notified' },
        ],
      });
      expect(await rows('SELECT * FROM drift.v1_alerts WHERE fingerprint = $1', [fingerprint])).toMatchObject(
        [
          {
            ...{ alert_name: labels.alertname, segment: 'region=eu', team: 'ml', severity: 'significant' },
            ...{ severity_order: 2, status: 'resolved', starts_at: new Date(START + 123), notifications: 2 },
            ...{ seconds_to_acknowledge: null, seconds_to_resolve: 480.333, summary: '<b>it</b> drifts' },
            ...{ description: 'at length\nand on', ends_at: new Date(START + 8 * MINUTE + 456) },
          },
        ],
      );
      const told = await rows<{ event: string; notification_id: unknown }>(
        'SELECT event, notification_id FROM drift.v1_alert_events WHERE fingerprint = $1 ORDER BY occurred_at, event',
        [fingerprint],
      );
      expect(told.map(({ event }) => event)).toEqual(['fired', 'notified', 'resolved', 'notified']);
      expect(new Set(told.map(({ notification_id: id }) => id))).toHaveProperty('size', 3);
    });

    test('the same batch again writes nothing', async () => {
      const { store } = opened();
      const fingerprint = print('twice');
      const batch = hook(START + MINUTE, 'twice', { fingerprint, start: START });
      await write(batch);
      const before = await store.alerts.episodes(fingerprint);
      const totals = await store.alerts.totals();
      const versions = 'SELECT xmin::text AS version FROM drift.alerts WHERE fingerprint = $1';
      const version = await rows(versions, [fingerprint]);
      await write(batch);
      // sent again a little later, as after an error, or by another replica
      await write({
        ...batch,
        notification: { ...(batch.notification ?? unreachable()), at: START + 2 * MINUTE },
      });
      expect(await store.alerts.episodes(fingerprint)).toEqual(before);
      expect(await store.alerts.totals()).toEqual(totals);
      expect(await rows(versions, [fingerprint])).toEqual(version);
      // hours later it is a reminder
      await write(hook(START + 12 * HOUR, 'twice', { fingerprint, start: START }));
      expect(await store.alerts.episodes(fingerprint)).toMatchObject([{ notifications: 2 }]);
    });

    test('episodes that were taken for one come apart, and their events with them', async () => {
      const { store } = opened();
      const fingerprint = print('apart');
      const on = (from: number) => ({ fingerprint, start: START + from * MINUTE });
      await write(hook(START + MINUTE, 'apart', on(0)));
      await write(hook(START + 21 * MINUTE, 'apart', on(20)));
      expect(await store.alerts.episodes(fingerprint)).toMatchObject([
        { startsAt: START, notifications: 2, sightings: [{}, {}] },
      ]);
      await write(hook(START + 22 * MINUTE, 'apart', { ...on(0), end: START + 10 * MINUTE }));
      expect(await store.alerts.episodes(fingerprint)).toMatchObject([
        { startsAt: START + 20 * MINUTE, status: 'firing', notifications: 1 },
        { startsAt: START, status: 'resolved', notifications: 2 },
      ]);
      // and together again
      await write({
        observations: [{ fingerprint, sighting: { start: START, seen: START + 15 * MINUTE }, events: [] }],
      });
      expect(await store.alerts.episodes(fingerprint)).toMatchObject([{ startsAt: START, notifications: 3 }]);
    });

    test('many writers at once, each with everything in an order of its own, leave what one would', async () => {
      const { store } = opened();
      const draws = new Draws(5);
      const batches = Array.from({ length: 12 }, (_, index) => {
        const start = START + 10 * MINUTE * draws.below(6);
        const alerts = ['one', 'two', 'three'].map((name) => ({
          fingerprint: print(name),
          start,
          ...(draws.below(2) === 0 ? {} : { end: start + MINUTE * draws.below(12) }),
        }));
        return hook(START + DAY + index * HOUR, 'crowd', ...alerts);
      });
      const orders = Array.from({ length: 4 }, () => {
        const order = [...batches];
        for (let index = order.length - 1; index > 0; index--) {
          const other = draws.below(index + 1);
          const [x, y] = [order[index], order[other]];
          if (x !== undefined && y !== undefined) [order[index], order[other]] = [y, x];
        }
        return order;
      });
      const snapshot = async () =>
        (await Promise.all(['one', 'two', 'three'].map((name) => store.alerts.episodes(print(name))))).map(
          (episodes) =>
            episodes.map(({ startsAt, resolvedAt, status, notifications, events }) => ({
              ...{ startsAt, resolvedAt, status, notifications },
              events: events.map(({ event, at }) => [event, at]),
            })),
        );
      await Promise.all(
        orders.map(async (order) => {
          for (const batch of order) await write(batch);
        }),
      );
      const crowd = await snapshot();
      const total = (await store.alerts.totals()).filter(({ kind }) => kind === 'notifications');
      for (const batch of batches) await write(batch);
      expect(await snapshot()).toEqual(crowd);
      expect((await store.alerts.totals()).filter(({ kind }) => kind === 'notifications')).toEqual(total);
      const open = await rows<{ open: number }>(
        `SELECT count(*)::int AS open FROM drift.alerts WHERE resolved_at IS NULL GROUP BY fingerprint`,
      );
      expect(open.every(({ open: count }) => count === 1)).toBe(true);
    });

    test('500 alerts in one message are one notification, written in one go', async () => {
      const many = Array.from({ length: 500 }, (_, index) => ({
        fingerprint: (index + 4096).toString(16).padStart(16, 'e'),
        start: START,
        labels: { model: 'wide', feature: `f${index}` },
      }));
      await write(hook(START + MINUTE, 'wide', ...many));
      const [{ alerts, notifications } = {}] = await rows<{ alerts?: number; notifications?: number }>(
        `SELECT count(DISTINCT alert_id)::int AS alerts, count(DISTINCT notification_id)::int AS notifications
         FROM drift.v1_alert_events WHERE model = 'wide' AND event = 'notified'`,
      );
      expect({ alerts, notifications }).toEqual({ alerts: 500, notifications: 1 });
      await write(
        hook(START + HOUR, 'wide', ...many.slice(1).map((one) => ({ ...one, end: START + 90_000 }))),
      );
      const { alerts: kept } = opened().store;
      const totals = (await kept.totals()).filter(({ model }) => model === 'wide');
      const counts = { notifications: 2, resolutions: 499, resolution_seconds: 499 * 90 };
      expect(Object.fromEntries(totals.map(({ kind, value }) => [kind, value]))).toEqual(counts);
      expect(await kept.list({ model: 'wide', limit: 1_000 })).toHaveLength(500);
      const [newest, second] = await kept.list({ model: 'wide', limit: 2, status: 'resolved' });
      expect(await kept.list({ model: 'wide', limit: 1, before: newest?.id ?? 0 })).toEqual([second]);
      expect(await kept.list({ model: 'wide', limit: 9, status: 'firing' })).toHaveLength(1);
      expect(await kept.list({ model: 'wide', limit: 1, status: 'silenced' })).toEqual([]);
    });

    test('of alerts with a thousand before them only the latest is read, and soon', async () => {
      await rows(
        `INSERT INTO drift.alerts (fingerprint, name, model, status, starts_at, resolved_at)
         SELECT 'long' || f, 'DriftFeature', 'long', 'resolved', t, t + interval '1 minute'
         FROM generate_series(1, 10) f,
           generate_series(timestamptz '2020-01-01Z', '2020-02-11 15:00Z', interval '1 hour') t`,
      );
      const ranges = Array.from({ length: 10 }, (_, index) => ({
        fingerprint: `long${index + 1}`,
        from: index === 0 ? Number.MAX_SAFE_INTEGER : START,
      }));
      const begun = performance.now();
      await opened().store.alerts.amend(ranges, (known) => {
        expect(known.map(({ startsAt }) => startsAt)).toEqual(Array(10).fill(Date.UTC(2020, 0, 1, 999)));
        return { alerts: known };
      });
      expect(performance.now() - begun).toBeLessThan(10_000);
    });

    test('alerts that began three times flap', async () => {
      const fingerprint = print('flap');
      for (const from of [0, 20, 40]) {
        const start = START + from * MINUTE;
        const labels = { model: 'flapping' };
        await write(hook(start + 9 * MINUTE, 'f', { fingerprint, start, end: start + 8 * MINUTE, labels }));
      }
      const { alerts } = opened().store;
      expect((await alerts.flapping(3, START)).get('flapping')).toBe(1);
      expect((await alerts.flapping(3, START + 1)).get('flapping')).toBeUndefined();
    });

    test('a change that throws changes nothing', async () => {
      const fingerprint = print('thrown');
      await expect(
        opened().store.alerts.amend([{ fingerprint, from: 0 }], () => {
          throw new RangeError('not now');
        }),
      ).rejects.toThrow('not now');
      expect(await opened().store.alerts.episodes(fingerprint)).toEqual([]);
    });

    test('an expectation takes the place of the one before, ends when its time comes, or when somebody says so', async () => {
      const { expectations, audit } = opened().store;
      const about = { model: 'expecting', feature: 'x "y"', actor: 'ada' };
      const active = async (at: number) =>
        (await expectations.active(at)).filter(({ model }) => model === 'expecting');
      await expectations.set({ ...about, until: START + DAY, comment: 'a sale', at: START });
      await expectations.set({ ...about, until: START + 2 * DAY, comment: 'it goes on', at: START + HOUR });
      expect(await active(START + DAY)).toMatchObject([{ ...about, until: START + 2 * DAY }]);
      expect(await active(START + 2 * DAY)).toEqual([]);
      const end = { ...about, comment: 'over', at: START + 3 * HOUR };
      expect(await expectations.end(end)).toBe(true);
      expect(await expectations.end(end)).toBe(false);
      expect(await active(START + 4 * HOUR)).toEqual([]);
      const told = (await audit.list({ limit: 1_000 })).filter(
        ({ subject }) => subject.model === 'expecting',
      );
      expect(told.map(({ action, actor }) => `${action} by ${actor}`)).toEqual([
        'expectation_ended by ada',
        'feature_expected by ada',
        'feature_expected by ada',
      ]);
      expect(
        await rows(`SELECT comment, active, ended_by FROM drift.v1_expectations WHERE model = 'expecting'
          ORDER BY created_at`),
      ).toEqual([
        { comment: 'a sale', active: false, ended_by: 'ada' },
        { comment: 'it goes on', active: false, ended_by: 'ada' },
      ]);
    });

    test('what has been over for long enough goes, and what is open stays', async () => {
      const { store } = opened();
      const keep = { buckets: 1e5 * DAY, days: 1e5 * DAY };
      const now = Date.now();
      const [old, recent, open] = ['old', 'recent', 'still'].map(print);
      const labels = { model: 'kept' };
      const hooks: readonly [string | undefined, number, number | undefined][] = [
        [old, now - 9 * DAY, now - 8 * DAY],
        [recent, now - 9 * DAY, now - DAY],
        [open, now - 9 * DAY, undefined],
      ];
      for (const [fingerprint = '', start, end] of hooks) {
        const ended = end === undefined ? {} : { end };
        await write(hook(end ?? start, fingerprint, { fingerprint, start, labels, ...ended }));
      }
      let retention = Promise.resolve({ removed: 0 });
      // nobody removes what somebody else is about to change
      await opened().database.transaction(async (transaction) => {
        await lockAlerts(transaction);
        retention = store.retain({ ...keep, scores: 5 * DAY }, () => undefined);
        await delay(300);
        const kept = await transaction.query('SELECT 1 FROM drift.alerts WHERE fingerprint = $1', [old]);
        expect(kept).toHaveLength(1);
      });
      expect((await retention).removed).toBeGreaterThan(0);
      const left = await store.alerts.list({ model: 'kept', limit: 9 });
      expect(left.map(({ fingerprint }) => fingerprint).sort()).toEqual([recent, open].sort());
      expect(
        await rows(
          'SELECT 1 FROM drift.alert_events e WHERE e.alert_id NOT IN (SELECT id FROM drift.alerts)',
        ),
      ).toEqual([]);
    });
  });
}

function unreachable(): never {
  throw new Error('a webhook is a notification');
}
