/** A history of alerts in memory, by the rules of the real one. */
import { applyBatch } from '../../exporter/src/alerts/applyBatch.js';
import type { Batch } from '../../exporter/src/alerts/observation.js';
import { webhookBatch } from '../../exporter/src/alerts/webhook.js';
import { DriftError } from '../../exporter/src/errors.js';
import type { AlertDesk } from '../../exporter/src/server/backend.js';
import type { KeptAlert } from '../../exporter/src/store/alertRecords.js';
import type { KeptExpectation } from '../../exporter/src/store/expectations.js';
import { alertMessage } from './alertMessages.js';

/** Fires about `country` of the model `credit risk`. */
export const firingFingerprint = 'aaaaaaaaaaaaaaaa';

export interface TestAlertDesk extends AlertDesk {
  kept: readonly KeptAlert[];
  expected: KeptExpectation[];
  add(batch: Batch): void;
}

export function testAlertDesk(): TestAlertDesk {
  let notifications = 0;
  const desk: TestAlertDesk = {
    kept: [],
    expected: [],
    add(batch) {
      const { alerts } = applyBatch(desk.kept, batch, { id: ++notifications, isNew: true });
      desk.kept = alerts.map((alert, index) => ({ ...alert, id: index + 1 }));
    },
    async receive(message) {
      const { batch } = webhookBatch(message, Date.now());
      desk.add(batch);
      return batch.observations.length;
    },
    list: async ({ status, model, limit, before = Infinity }) =>
      desk.kept
        .filter((alert) => alert.id < before)
        .filter((alert) => status === undefined || alert.status === status)
        .filter((alert) => model === undefined || alert.model === model)
        .reverse()
        .slice(0, limit),
    episodes: async (fingerprint) => desk.kept.filter((alert) => alert.fingerprint === fingerprint).reverse(),
    async acknowledge(fingerprint, actor, comment) {
      const alert = desk.kept.filter((one) => one.fingerprint === fingerprint).at(-1);
      if (alert === undefined) throw new DriftError('alert_unknown', 'unknown alert');
      const key = `acknowledged ${desk.kept.length} ${alert.events.length}`;
      const event = { key, at: Date.now(), event: 'acknowledged' as const, actor, detail: comment };
      const sighting = { start: alert.sightings.at(-1)?.start ?? alert.startsAt };
      desk.add({ observations: [{ fingerprint, sighting, events: [event] }] });
    },
    async expect({ model, feature, until, comment, actor }) {
      desk.expected = desk.expected.filter((one) => one.model !== model || one.feature !== feature);
      if (until === undefined || until.getTime() <= Date.now()) return;
      const id = desk.expected.length + 1;
      desk.expected.push({ id, model, feature, until: until.getTime(), comment, actor, at: Date.now() });
    },
    expectations: async () => desk.expected,
  };
  const labels = { model: 'credit risk', feature: 'country', severity: 'critical' };
  desk.add(
    webhookBatch(
      alertMessage([{ fingerprint: firingFingerprint, start: Date.now() - 3_600_000, labels }]),
      Date.now() - 3_500_000,
    ).batch,
  );
  return desk;
}
