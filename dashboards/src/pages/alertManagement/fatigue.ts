import { COLOURS } from '../../description/colours.js';
import { steps } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { MODEL_SQL, NO_ALERTS_YET, series, table } from '../../queries/sql.js';
import { ALERTS_SQL } from './resolution.js';

export const fatigue: readonly Sheet[] = [
  {
    id: 'alert-quality',
    title: 'What became of the alerts',
    description:
      'Shares of the alerts that began in the time range: taken on or over within an hour (people looked, or it passed), kept quiet by a silence, kept quiet by another alert. Few looked at within an hour, or many silenced: alerts come too often.',
    grain: [],
    queries: [
      table(
        'shares',
        `SELECT avg((least(seconds_to_acknowledge, seconds_to_resolve) <= 3600)::int::float8) AS within_an_hour,
  avg(silenced::int::float8) AS silenced, avg(inhibited::int::float8) AS inhibited, count(*) AS alerts
FROM drift.v1_alerts
WHERE ${ALERTS_SQL} AND $__timeFilter(starts_at)`,
      ),
    ],
    look: {
      mark: 'number',
      measures: [
        { name: 'within_an_hour', title: 'acknowledged or resolved within an hour', unit: 'ratio' },
        { name: 'silenced', title: 'silenced', unit: 'ratio' },
        { name: 'inhibited', title: 'inhibited', unit: 'ratio' },
        { name: 'alerts', title: 'alerts', unit: 'count' },
      ],
    },
    nothing: 'none yet',
    size: { width: 24, height: 4 },
  },
  {
    id: 'notifications-a-day',
    title: 'Notifications a day',
    description:
      'How many notifications went out on each day, each one counted once however many alerts it spoke of. More than a person can look at is as good as none.',
    grain: ['time'],
    queries: [
      series(
        'notifications',
        `SELECT date_trunc('day', occurred_at) AS time, count(DISTINCT notification_id) AS notifications
FROM drift.v1_alert_events
WHERE event = 'notified' AND ${ALERTS_SQL} AND $__timeFilter(occurred_at)
GROUP BY 1 ORDER BY 1`,
        { mayBeEmpty: NO_ALERTS_YET },
      ),
    ],
    look: {
      mark: 'column',
      measures: [
        {
          name: 'notifications',
          title: 'notifications',
          unit: 'count',
          scale: { steps: [{ from: 0, colour: COLOURS.current }] },
        },
      ],
      range: { from: 0 },
    },
    nothing: 'no notification was recorded in this time range',
    size: { width: 12, height: 8 },
  },
  {
    id: 'flapping',
    title: 'Flapping',
    description:
      'Alerts that began three times or more within one day, the most often first. Their thresholds lie where their scores usually are.',
    grain: ['alert'],
    queries: [
      table(
        'flapping',
        `SELECT alert_name, model, feature, max(times) AS times, max(day) AS last_day
FROM (
  SELECT alert_name, model, feature, segment, date_trunc('day', starts_at) AS day, count(*) AS times
  FROM drift.v1_alerts
  WHERE (model IS NULL OR ${MODEL_SQL}) AND $__timeFilter(starts_at)
  GROUP BY alert_name, model, feature, segment, date_trunc('day', starts_at)
  HAVING count(*) >= 3
) days
GROUP BY alert_name, model, feature
ORDER BY times DESC, last_day DESC
LIMIT 100`,
        { mayBeEmpty: 'no alert may flap' },
      ),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'alert_name', title: 'Alert', unit: 'text' },
        { name: 'model', title: 'Model', unit: 'text' },
        { name: 'feature', title: 'Feature', unit: 'text' },
        {
          name: 'times',
          title: 'Times a day',
          unit: 'count',
          scale: steps([0, COLOURS.small], [6, COLOURS.significant], [12, COLOURS.critical]),
          width: 110,
        },
        { name: 'last_day', title: 'Last on', unit: 'moment', width: 170 },
      ],
    },
    nothing: 'no alert flapped in this time range',
    size: { width: 12, height: 8 },
  },
];
