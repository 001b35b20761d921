/** What a running exporter would hand to its server, with states of real profiles and verdicts. */
import { createHash } from 'node:crypto';
import { DriftError } from '../../exporter/src/errors.js';
import { SignedLinks } from '../../exporter/src/alerts/signedLinks.js';
import { parseConfig } from '../../exporter/src/config/load.js';
import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { renderReport } from '../../exporter/src/reports/renderReport.js';
import type { Backend } from '../../exporter/src/server/backend.js';
import { readRows } from '../../exporter/src/streams/readRows.js';
import type { AuditEntry, AuditEvent, ScorePoint } from '../../exporter/src/store/records.js';
import { registries } from './registries.js';
import { testAlertDesk, type TestAlertDesk } from './testAlertDesk.js';

/** Secrets of the configuration; they must appear nowhere. */
export const sourcePassword = 'hunter2-of-the-warehouse';
export const machineToken = 'hunter2-of-a-machine';
export const signingKey = 'hunter2-that-signs-links-to-pictures';

const config = parseConfig(
  {
    folder: '/',
    monitoringName: 'monitoring_config.yaml',
    monitoring: Buffer.from(
      [
        `sources: { warehouse: { type: postgres, host: db, database: d, user: u, password: ${sourcePassword} } }`,
        `server: { signing_key: ${signingKey}, tokens: [{ name: ci, token: ${machineToken} }] }`,
      ].join('\n'),
    ),
  },
  { registries, environment: {} },
);

export interface TestBackend extends Backend {
  readonly alerts: TestAlertDesk;
  readonly events: AuditEvent[];
  readonly reloads: string[];
  readonly promotions: string[];
  /** Requests with rows that were not read. */
  readonly refused: string[];
  /** How often `metrics` was asked for. */
  scrapes: number;
  /** What `metrics` waits for, if anything. */
  hold?: Promise<void>;
  /** What a reload throws, if anything. */
  reloadError?: DriftError;
}

export function testBackend(states: readonly ModelState[]): TestBackend {
  const links = new SignedLinks(signingKey);
  const exposition = new Exposition(new HealthMetrics('0.0.0'), 10_000);
  const events: AuditEvent[] = [];
  const backend: TestBackend = {
    events,
    alerts: testAlertDesk(),
    reloads: [],
    promotions: [],
    refused: [],
    scrapes: 0,
    states: () => states,
    readiness: () =>
      states.length === 0
        ? { ready: false, reason: 'no model was checked' }
        : { ready: true, reason: 'ready' },
    async metrics() {
      backend.scrapes++;
      await backend.hold;
      return exposition.render(states, new Date('2026-01-02T04:00:00Z'), links);
    },
    links: () => links,
    async reload(actor) {
      if (backend.reloadError !== undefined) throw backend.reloadError;
      backend.reloads.push(actor);
    },
    async promote(model, actor) {
      backend.promotions.push(`${model} by ${actor}`);
      return '3f9c2a71b0d4';
    },
    async observe(model, { bytes, format }) {
      const state = states.find((one) => one.model === model);
      const none = { rejected: { invalid: 0, late: 0, future: 0 }, rejections: [], ignored: [] };
      const version = state?.reference?.version ?? '';
      return { ...none, accepted: readRows(bytes, format).length, version, replayed: false };
    },
    refusedRows(model, because) {
      backend.refused.push(`${because} of ${model}`);
    },
    windowsNow: async (model) => states.find((one) => one.model === model)?.windows ?? [],
    history: async (query) => scores(states, query),
    async audit({ limit, before = Infinity }) {
      return chained(events)
        .filter(({ sequence }) => sequence < before)
        .slice(-limit)
        .reverse();
    },
    async record(event) {
      events.push(event);
    },
    async report({ model, format }) {
      const state = states.find((one) => one.model === model);
      const outcomes = (state?.windows ?? []).map(({ name, features, comparisons }) => ({
        comparisons,
        result: {
          model,
          window_name: name,
          drifted: true,
          severity: 'small' as const,
          reference: { rows: 1, version: 'v' },
          current: { rows: 1 },
          excluded: [],
          failed: [],
          warnings: [],
          features,
        },
      }));
      return renderReport(outcomes, format, { ...config, reports: { ...config.reports, max_pictures: 1 } });
    },
    configuration: () => JSON.parse(JSON.stringify(config)) as unknown,
  };
  return backend;
}

/** The scores of the states themselves, as their only history. */
function scores(
  states: readonly ModelState[],
  { model, feature, window, from, to }: Parameters<Backend['history']>[0],
): ScorePoint[] {
  const found = states.find((one) => one.model === model);
  return (found?.windows ?? [])
    .filter((one) => one.name === window && one.to >= (from ?? one.to) && one.to <= (to ?? one.to))
    .flatMap((one) =>
      one.features
        .filter((result) => result.feature === feature)
        .map((result) => ({
          to: one.to,
          psi: Number(result.statistics.psi?.value),
          noiseFloor: Number(result.statistics.psi?.noise_floor),
          referenceVariation: null,
          missingPsi: Number(result.statistics.missing_psi?.value),
          drifted: result.drifted,
          severity: result.severity,
          version: found?.reference?.version ?? '',
          rows: result.rows.current,
        })),
    );
}

function chained(events: readonly AuditEvent[]): AuditEntry[] {
  let previousHash = '';
  return events.map((event, index) => {
    const hash = createHash('sha256').update(previousHash).update(JSON.stringify(event)).digest('hex');
    const entry = { ...event, sequence: index + 1, previousHash, hash };
    previousHash = hash;
    return entry;
  });
}
