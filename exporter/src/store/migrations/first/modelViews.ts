import { SEVERITIES, SEVERITY_ORDER, severityOrder, type View } from '../view.js';

/** The newest scores of the series `s`; a window length that is no longer configured drops out after half its length. */
const latest = `SELECT w.* FROM drift.latest_scores w
    WHERE w.series_id = s.id AND w.window_end + (w.window_end - w.window_start) / 2 >=
      (SELECT max(window_end) FROM drift.latest_scores x WHERE x.series_id = s.id)`;

const models: View = {
  name: 'v1_models',
  comment: 'One row a model: its reference, its latest check, and how many of its features are drifting now.',
  columns: [
    ['model', 'm.model', 'Name of the model.'],
    ['team', 'm.team', 'Who answers for it, where configured.'],
    ['source', 'm.source', 'Name of the source that its data comes from.'],
    ['time_zone', 'm.time_zone', 'IANA zone by whose hours of the day short windows are compared.'],
    ['reference_version', 'r.version', 'Version of the reference in use.'],
    ['reference_promoted_at', 'r.promoted_at', 'When that reference came into use.'],
    ['reference_rows', 'r.rows', 'Rows of that reference.'],
    ['features', 'n.features', 'Features that are watched.'],
    ['features_active', 'n.active', 'Features that count as drifting now.'],
    [
      'severity',
      `coalesce((${SEVERITIES})[f.worst + 1], 'inconclusive')`,
      'The worst severity of a feature in the latest window of each length.',
    ],
    ['severity_order', 'f.worst', SEVERITY_ORDER],
    ['last_check_at', 'c.finished_at', 'When the latest check ended, whether it succeeded or not.'],
    ['last_check_error', "nullif(c.error, '')", 'Why the latest check failed; empty where it succeeded.'],
    ['last_success_at', 's.finished_at', 'When the latest check that succeeded ended.'],
    ['data_as_of', 's.watermark', 'Time of the newest row that has been counted.'],
    ['closed_until', 'p.closed_until', 'Counts before this time are final.'],
  ],
  from: `FROM drift.models m
LEFT JOIN drift."references" r ON r.model = m.model AND r.active
LEFT JOIN LATERAL (
  SELECT count(*)::int AS features, (count(*) FILTER (WHERE a.active))::int AS active
  FROM drift.reference_features n
  LEFT JOIN drift.activities a ON a.model = n.model AND a.feature = n.feature AND a.segment = '' AND a.version = n.version
  WHERE n.model = r.model AND n.version = r.version
) n ON true
LEFT JOIN LATERAL (
  SELECT max(${severityOrder('l.severity')}) AS worst
  FROM drift.series s CROSS JOIN LATERAL (${latest}) l
  WHERE s.model = r.model AND s.version = r.version AND s.segment = ''
) f ON true
LEFT JOIN LATERAL (SELECT * FROM drift.checks WHERE model = m.model ORDER BY started_at DESC LIMIT 1) c ON true
LEFT JOIN LATERAL (
  SELECT * FROM drift.checks WHERE model = m.model AND error = '' ORDER BY started_at DESC LIMIT 1
) s ON true
LEFT JOIN LATERAL (
  SELECT min(closed_until) AS closed_until FROM drift.positions WHERE model = r.model AND version = r.version
) p ON true`,
};

const features: View = {
  name: 'v1_features',
  comment: "One row a feature and segment of each model's reference in use, with its state now.",
  columns: [
    ['model', 'n.model', 'Name of the model.'],
    ['feature', 'n.feature', 'Name of the feature.'],
    ['segment', "coalesce(s.segment, '')", 'Empty for all rows, else column=value.'],
    ['kind', 'n.kind', 'numeric or categorical.'],
    ['reference_version', 'n.version', 'Version of the reference in use.'],
    ['feature_order', 'n.position', 'Place among the features as the model lists them, from 1.'],
    ['active', 'coalesce(a.active, false)', 'Whether the feature counts as drifting, over all windows.'],
    ['active_since', 'a.since', 'Since when it counts as drifting; empty where it does not.'],
    [
      'severity',
      "coalesce(l.severity, 'inconclusive')",
      'The worst severity over the latest window of each length.',
    ],
    ['severity_order', severityOrder('l.severity'), SEVERITY_ORDER],
    ['window_name', 'l.window_name', 'The window with that severity.'],
    ['window_end', 'l.window_end', 'When that window ended.'],
    ['psi', 'l.psi', 'Population stability index of that window.'],
    ['updated_at', 'a.updated_at', 'When this state was last written.'],
  ],
  from: `FROM drift.reference_features n
JOIN drift."references" r ON r.model = n.model AND r.version = n.version AND r.active
LEFT JOIN drift.series s ON s.model = n.model AND s.version = n.version AND s.feature = n.feature
LEFT JOIN drift.activities a ON a.model = n.model AND a.feature = n.feature AND a.version = n.version
  AND a.segment = coalesce(s.segment, '')
LEFT JOIN LATERAL (SELECT * FROM (${latest}) w
  ORDER BY ${severityOrder('w.severity')} DESC NULLS LAST, w.psi DESC NULLS LAST, w.window_name LIMIT 1) l ON true`,
};

const references: View = {
  name: 'v1_references',
  comment: "One row a version of a model's reference: what its data is compared with.",
  columns: [
    ['model', 'r.model', 'Name of the model.'],
    ['reference_version', 'r.version', 'Names the reference by its content.'],
    ['created_at', 'r.created_at', 'When it was counted.'],
    ['promoted_at', 'r.promoted_at', 'When it came into use; empty where it never did.'],
    ['active', 'r.active', 'Whether it is in use.'],
    ['rows', 'r.rows', 'Rows of the reference.'],
    [
      'features',
      '(SELECT count(*)::int FROM drift.reference_features n WHERE n.model = r.model AND n.version = r.version)',
      'Features of the reference.',
    ],
    ['excluded', 'jsonb_array_length(r.excluded)', 'Columns that were left out.'],
  ],
  from: 'FROM drift."references" r',
};

export const modelViews: readonly View[] = [models, features, references];
