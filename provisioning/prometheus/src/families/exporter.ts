import type { Alert } from '../description/alert.js';
import type { Family } from '../description/family.js';
import { maxOf, minOf } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { failedStagesFact, lastSuccessFact } from '../texts/modelFacts.js';

/** Where something is amiss with any of the replicas. */
const anyOf = (condition: string): string => `${maxOf(condition)} == 1`;
const ofExporter = { about: 'exporter', dashboard: 'performance-monitoring', keepFiringFor: '15m' } as const;

const absent: Alert = {
  ...ofExporter,
  name: 'DriftExporterAbsent',
  conditions: [
    { severity: 'critical', expr: 'absent(drift_exporter_build_info)' },
    {
      severity: 'warning',
      expr: anyOf('up == bool 0 and on (job, instance) last_over_time(drift_exporter_build_info[1d])'),
    },
  ],
  for: '5m',
  summary:
    '{{ if $labels.job }}An exporter of job {{ $labels.job }}{{ else }}Every drift exporter{{ end }} is gone',
  facts: [
    'Prometheus gets nothing from {{ if $labels.job }}an exporter of job {{ $labels.job }} that answered within the last day{{ else }}any drift exporter: drift goes unseen, and alerts that fired may count as resolved{{ end }}.',
  ],
};

const checks: Alert = {
  name: 'DriftChecksFailing',
  about: 'model',
  conditions: [
    {
      severity: 'warning',
      expr: withTeam(`${minOf('drift_check_failed')} == 1`),
    },
  ],
  for: '30m',
  keepFiringFor: '15m',
  summary: 'Checks of {{ $labels.model }} fail',
  facts: [
    'The last check of model {{ $labels.model }} failed, and none has succeeded for half an hour.',
    failedStagesFact,
    lastSuccessFact,
  ],
  dashboard: 'performance-monitoring',
};

const store: Alert = {
  ...ofExporter,
  name: 'DriftStoreDown',
  conditions: [{ severity: 'critical', expr: anyOf('drift_exporter_store_up == bool 0') }],
  for: '5m',
  summary: 'The result store does not answer',
  facts: [
    'An exporter cannot reach its result store: checks cannot keep what they find, and drift goes unseen.',
  ],
};

const reload: Alert = {
  ...ofExporter,
  name: 'DriftConfigReloadFailed',
  conditions: [
    { severity: 'warning', expr: anyOf('drift_exporter_config_last_reload_successful == bool 0') },
  ],
  for: '5m',
  summary: 'An exporter could not read its new configuration',
  facts: ['The configuration that was in use before stays in use, until the files are mended.'],
};

const audit: Alert = {
  ...ofExporter,
  name: 'DriftAuditFailing',
  conditions: [
    { severity: 'warning', expr: `${maxOf('increase(drift_exporter_audit_errors_total[15m])')} > 0` },
  ],
  for: '1m',
  summary: 'The audit log misses events',
  facts: ['Events could not be written to the audit log within the last quarter of an hour.'],
};

const dropped: Alert = {
  name: 'DriftSeriesDropped',
  about: 'model',
  conditions: [{ severity: 'warning', expr: withTeam(`${maxOf('drift_series_dropped')} > 0`) }],
  for: '1h',
  keepFiringFor: '15m',
  summary: 'Series of {{ $labels.model }} are left out',
  facts: [
    '{{ $value }} series of model {{ $labels.model }} do not fit into the series budget, and are missing from dashboards.',
  ],
  dashboard: 'performance-monitoring',
};

const alertmanager: Alert = {
  ...ofExporter,
  name: 'DriftAlertmanagerUnreachable',
  conditions: [{ severity: 'warning', expr: anyOf('drift_exporter_alertmanager_up == bool 0') }],
  summary: 'An exporter does not reach Alertmanager',
  facts: ['Silenced and inhibited alerts are missing from the history of alerts.'],
};

const waiting: Alert = {
  ...ofExporter,
  name: 'DriftAlertsWaiting',
  conditions: [{ severity: 'warning', expr: `${maxOf('drift_exporter_alert_spool_events')} > 0` }],
  for: '15m',
  summary: 'The history of alerts waits to be written',
  facts: ['{{ $value }} events of alerts wait in a file of the exporter until the result store takes them.'],
};

export const exporter: Family = {
  name: 'exporter-health',
  comment:
    'The exporter itself. One alert for all replicas: here what is amiss with any of them counts, but for checks, where one that succeeds\nis enough.',
  alerts: [absent, checks, store, reload, audit, dropped, alertmanager, waiting],
};
