import type { Registry } from 'prom-client';
import type { AlertSnapshot } from '../alerts/alertHistory.js';
import { RESOLUTION_BUCKETS } from '../alerts/applyBatch.js';
import { severityLabels } from '../alerts/severity.js';
import type { AlertTotal } from '../store/alertRecords.js';
import type { Family, Sample } from './family.js';
import { labelText } from './labelText.js';
import { readyMetric } from './readyMetric.js';

const notifications: Family = {
  name: 'drift_alert_notifications_total',
  help: 'Notifications that went out about a model, by the worst severity in them; of several models or of none: model="".',
  type: 'counter',
};
const flapping: Family = {
  name: 'drift_alerts_flapping',
  help: 'Alerts that began three times or more within the last day.',
  type: 'gauge',
};
const resolution: Family = {
  name: 'drift_alert_resolution_seconds',
  help: 'Time from the first firing of an alert to its resolution.',
  type: 'histogram',
};
const expected: Family = {
  name: 'drift_expected_until_timestamp_seconds',
  help: 'Until when somebody expects the feature to drift, Unix time; its alerts are muted until then.',
  type: 'gauge',
};
const alertmanagerUp: Family = {
  name: 'drift_exporter_alertmanager_up',
  help: 'Whether Alertmanager answered when last asked: 1 yes, 0 no.',
  type: 'gauge',
};
const waiting: Family = {
  name: 'drift_exporter_alert_spool_events',
  help: 'Webhooks, looks and expectations that wait on the disk because the store is down.',
  type: 'gauge',
};

/**
 * What became of alerts: counts that all replicas share and that go on after a restart. Models that are not configured count
 * as none.
 */
export class AlertMetrics {
  #models: readonly string[] = [];
  #snapshot: () => AlertSnapshot | undefined = () => undefined;

  constructor(registry: Registry, now: () => number = Date.now) {
    const families: [Family, (snapshot: AlertSnapshot) => Sample[]][] = [
      [notifications, ({ totals }) => (totals === undefined ? [] : this.#notifications(totals))],
      [flapping, (snapshot) => (snapshot.flapping === undefined ? [] : this.#flapping(snapshot.flapping))],
      [resolution, ({ totals }) => (totals === undefined ? [] : this.#resolution(totals))],
      [expected, (snapshot) => this.#expected(snapshot, now())],
      [
        alertmanagerUp,
        ({ alertmanagerUp: up }) => (up === undefined ? [] : [{ labels: {}, value: Number(up) }]),
      ],
      [waiting, (snapshot) => [{ labels: {}, value: snapshot.waiting }]],
    ];
    for (const [family, samples] of families) {
      registry.registerMetric(
        readyMetric(family, () => {
          const snapshot = this.#snapshot();
          return snapshot === undefined ? [] : samples(snapshot);
        }),
      );
    }
  }

  /** From now on there is something to show. */
  show(snapshot: () => AlertSnapshot): void {
    this.#snapshot = snapshot;
  }

  /** The models of the configuration in use. */
  configured(models: readonly string[]): void {
    this.#models = models.map(labelText);
  }

  #notifications(totals: readonly AlertTotal[]): Sample[] {
    const sums = new Map<string, number>();
    const key = (model: string, severity: string): string => JSON.stringify([model, severity]);
    for (const model of this.#labels())
      for (const severity of severityLabels) sums.set(key(model, severity), 0);
    for (const { kind, model, label, value } of totals) {
      if (kind !== 'notifications') continue;
      const at = key(this.#labelOf(model), label);
      sums.set(at, (sums.get(at) ?? 0) + value);
    }
    return Array.from(sums, ([at, value]) => {
      const [model = '', severity = ''] = JSON.parse(at) as string[];
      return { labels: { model, severity }, value };
    });
  }

  #flapping(flaps: ReadonlyMap<string, number>): Sample[] {
    const sums = new Map(this.#labels().map((model) => [model, 0]));
    for (const [model, alerts] of flaps) {
      const label = this.#labelOf(model);
      sums.set(label, (sums.get(label) ?? 0) + alerts);
    }
    return Array.from(sums, ([model, value]) => ({ labels: { model }, value }));
  }

  #resolution(totals: readonly AlertTotal[]): Sample[] {
    return this.#labels().flatMap((model) => {
      const own = totals.filter((total) => this.#labelOf(total.model) === model);
      const sum = (wanted: (total: AlertTotal) => boolean): number =>
        own.filter(wanted).reduce((total, { value }) => total + value, 0);
      const buckets = [...RESOLUTION_BUCKETS, Infinity].map((bound) => ({
        suffix: '_bucket',
        labels: { model, le: bound === Infinity ? '+Inf' : String(bound) },
        value: sum(
          ({ kind, label }) => kind === 'resolutions' && Number(label.replace('+Inf', 'Infinity')) <= bound,
        ),
      }));
      return [
        ...buckets,
        { suffix: '_sum', labels: { model }, value: sum(({ kind }) => kind === 'resolution_seconds') },
        { suffix: '_count', labels: { model }, value: buckets.at(-1)?.value ?? 0 },
      ];
    });
  }

  #expected({ expectations }: AlertSnapshot, now: number): Sample[] {
    return expectations
      .filter(({ model, until }) => until > now && this.#models.includes(labelText(model)))
      .map(({ model, feature, until }) => ({
        labels: { model: labelText(model), feature: labelText(feature) },
        value: until / 1000,
      }));
  }

  #labels(): string[] {
    return [...new Set([...this.#models, ''])];
  }

  #labelOf(model: string): string {
    const label = labelText(model);
    return this.#models.includes(label) ? label : '';
  }
}
