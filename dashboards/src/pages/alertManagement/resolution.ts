import { COLOURS } from '../../description/colours.js';
import { TO_FEATURE } from '../../description/link.js';
import { SEVERITY } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { MODEL_SQL, NO_ALERTS_YET, series, table } from '../../queries/sql.js';

/** Alerts about no model are of every model. */
export const ALERTS_SQL = `(model IS NULL OR ${MODEL_SQL})`;
const mayBeEmpty = NO_ALERTS_YET;

export const resolution: readonly Sheet[] = [
  {
    id: 'resolution-times',
    title: 'Typical times',
    description:
      'How long it took until somebody took an alert on, and until it was over: the median, and what nine of ten stayed below, of the alerts that began in the time range.',
    grain: [],
    queries: [
      table(
        'times',
        `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_to_acknowledge) AS acknowledge_median,
  percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds_to_acknowledge) AS acknowledge_most,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_to_resolve) AS resolve_median,
  percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds_to_resolve) AS resolve_most
FROM drift.v1_alerts
WHERE ${ALERTS_SQL} AND $__timeFilter(starts_at)`,
        { mayBeEmpty },
      ),
    ],
    look: {
      mark: 'number',
      measures: [
        { name: 'acknowledge_median', title: 'acknowledged, median', unit: 'seconds' },
        { name: 'acknowledge_most', title: 'acknowledged, nine of ten', unit: 'seconds' },
        { name: 'resolve_median', title: 'resolved, median', unit: 'seconds' },
        { name: 'resolve_most', title: 'resolved, nine of ten', unit: 'seconds' },
      ],
    },
    nothing: 'none yet',
    size: { width: 12, height: 5 },
  },
  {
    id: 'resolution-trend',
    title: 'Time to resolve, by day',
    description: 'The median time from firing to being over, of the alerts that began on each day.',
    grain: ['time'],
    queries: [
      series(
        'days',
        `SELECT date_trunc('day', starts_at) AS time,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_to_resolve) AS resolve,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_to_acknowledge) AS acknowledge
FROM drift.v1_alerts
WHERE ${ALERTS_SQL} AND $__timeFilter(starts_at)
GROUP BY 1 ORDER BY 1`,
        { mayBeEmpty },
      ),
    ],
    look: {
      mark: 'line',
      measures: [
        {
          name: 'resolve',
          title: 'resolved',
          unit: 'seconds',
          scale: { steps: [{ from: 0, colour: COLOURS.current }] },
        },
        {
          name: 'acknowledge',
          title: 'acknowledged',
          unit: 'seconds',
          scale: { steps: [{ from: 0, colour: COLOURS.small }] },
        },
      ],
      range: { from: 0 },
    },
    nothing: 'no alert was recorded in this time range',
    size: { width: 12, height: 5 },
  },
  {
    id: 'alert-history',
    title: 'History of alerts',
    description:
      'Every alert that began in the time range, the newest first: what it said, how it ended, how long it took, and how often people were told.',
    grain: ['alert'],
    queries: [
      table(
        'alerts',
        `SELECT starts_at, alert_name, model, feature, severity_order AS severity, status, summary, seconds_to_acknowledge,
  acknowledged_by, seconds_to_resolve, notifications
FROM drift.v1_alerts
WHERE ${ALERTS_SQL} AND $__timeFilter(starts_at)
ORDER BY starts_at DESC
LIMIT 500`,
        { mayBeEmpty },
      ),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'starts_at', title: 'Began', unit: 'moment', width: 165 },
        { name: 'alert_name', title: 'Alert', unit: 'text', width: 140 },
        { name: 'model', title: 'Model', unit: 'text', width: 110 },
        { name: 'feature', title: 'Feature', unit: 'text', width: 150, link: TO_FEATURE },
        { name: 'severity', title: 'Severity', unit: 'count', scale: SEVERITY, width: 95 },
        { name: 'status', title: 'Status', unit: 'text', width: 95 },
        { name: 'summary', title: 'What', unit: 'text' },
        { name: 'seconds_to_acknowledge', title: 'To acknowledge', unit: 'seconds', width: 130 },
        { name: 'acknowledged_by', title: 'By', unit: 'text', width: 80 },
        { name: 'seconds_to_resolve', title: 'To resolve', unit: 'seconds', width: 100 },
        { name: 'notifications', title: 'Told', unit: 'count', width: 60 },
      ],
    },
    nothing: 'no alert was recorded in this time range',
    size: { width: 24, height: 9 },
  },
];
