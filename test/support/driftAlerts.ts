import type { PostedAlert } from '../services/alertmanagerClient.js';

/** An alert about a feature, with all the annotations that rules write. */
export function driftAlert(
  feature: string,
  labels: Readonly<Record<string, string>> = {},
  annotations: Readonly<Record<string, string>> = {},
): PostedAlert {
  return {
    labels: { alertname: 'DriftFeature', severity: 'critical', model: 'credit', feature, ...labels },
    annotations: {
      summary: `${feature} of credit has drifted: mean 52310 to 41870`,
      description:
        'PSI 0.31 over the last 24 hours, against a threshold of 0.25 and a noise floor of 0.004. Most of the change comes from income (41 %), debt_ratio (22 %) and age (9 %).',
      runbook_url: 'https://drift.test/runbook#driftfeature',
      dashboard_url: `https://grafana.test/d/drift-feature?var-model=credit&var-feature=${encodeURIComponent(feature)}`,
      picture_url: `https://drift.test/overlay.png?feature=${encodeURIComponent(feature)}&signature=abc`,
      exporter_url: 'https://drift.test',
      ...annotations,
    },
  };
}

/** Alerts about so many features. */
export function driftAlerts(count: number, labels: Readonly<Record<string, string>> = {}): PostedAlert[] {
  return Array.from({ length: count }, (_, index) => driftAlert(`feature_${index}`, labels));
}
