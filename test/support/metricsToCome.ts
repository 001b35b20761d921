/** Metrics that alert rules name and that are about to be exported, with their labels. Take out what is. */
export const aboutToCome: ReadonlyMap<string, readonly string[]> = new Map([
  ['drift_model_info', ['model', 'team', 'source']],
  ['drift_dataset_active', ['model']],
  ['drift_stale', ['model']],
  ['drift_active_since_timestamp_seconds', ['model', 'feature']],
  ['drift_mean', ['model', 'feature', 'window', 'dataset']],
  ['drift_reference_missing_ratio', ['model', 'feature']],
  ['drift_exporter_links_info', ['external_url', 'grafana_url', 'runbook_url']],
  ['drift_picture_info', ['model', 'feature', 'path']],
  ['drift_expected_until_timestamp_seconds', ['model', 'feature']],
  ['drift_exporter_alertmanager_up', []],
  ['drift_exporter_alert_spool_events', []],
]);

/** Metrics of later stages: their alerts sleep until then. */
export const sleeping: ReadonlyMap<string, readonly string[]> = new Map([
  ['drift_quality_score', ['model']],
  ['drift_concept_detected', ['model', 'window']],
  ['drift_covariate_score', ['model', 'window']],
  ['drift_covariate_threshold', ['model', 'window']],
  ['drift_probability', ['model', 'feature']],
]);
