import type { View } from '../view.js';
import { visible } from './modelAccess.js';

const part = (field: string): string => `extract(${field} FROM h.hour)::int`;
// to_char would ask the server's locale
const named = (field: string, names: readonly string[]): string =>
  `(ARRAY[${names.map((name) => `'${name}'`).join(', ')}])[${part(field)}]`;
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const timeView: View = {
  name: 'v1_time',
  comment: 'Dimension: one row an hour of UTC, from the first to the last day that has daily scores.',
  columns: [
    ['hour_start_utc', 'h.hour', 'When the hour begins, in UTC, without a zone.'],
    ['hour_start', "h.hour AT TIME ZONE 'UTC'", 'When the hour begins.'],
    ['day', 'h.hour::date', 'The day.'],
    ['year', part('year'), 'The year.'],
    ['quarter', part('quarter'), 'The quarter, from 1 to 4.'],
    ['month', part('month'), 'The month, from 1 to 12.'],
    ['month_name', named('month', months), 'The month in English.'],
    ['iso_week', part('week'), 'The week as ISO 8601 counts them, from 1 to 53.'],
    ['week_start', "date_trunc('week', h.hour)::date", 'The Monday that the week begins with.'],
    ['day_of_month', part('day'), 'The day of the month, from 1 to 31.'],
    ['weekday', part('isodow'), 'The day of the week, from 1 for Monday to 7 for Sunday.'],
    ['weekday_name', named('isodow', weekdays), 'The day of the week in English.'],
    ['hour', part('hour'), 'The hour of the day, from 0 to 23.'],
    ['weekend', `${part('isodow')} >= 6`, 'Whether it is a Saturday or a Sunday.'],
  ],
  // the first and last day of each series and window length stand at the ends of the key
  from: `FROM (
  SELECT min(f.day) AS first, max(l.day) AS last
  FROM drift.series s JOIN drift.latest_scores w ON w.series_id = s.id
  CROSS JOIN LATERAL (SELECT day FROM drift.daily_scores d
    WHERE d.series_id = w.series_id AND d.window_name = w.window_name ORDER BY day LIMIT 1) f
  CROSS JOIN LATERAL (SELECT day FROM drift.daily_scores d
    WHERE d.series_id = w.series_id AND d.window_name = w.window_name ORDER BY day DESC LIMIT 1) l
  WHERE s.model IS NOT NULL AND ${visible('s.model')}
) b CROSS JOIN LATERAL generate_series(b.first::timestamp, b.last + interval '23 hours', interval '1 hour') AS h(hour)`,
  guarded: true,
};
