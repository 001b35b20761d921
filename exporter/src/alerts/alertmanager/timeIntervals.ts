import { alertSeverities, weekdays, type AlertSeverity, type Weekday } from '../../config/quietHours.js';
import type { Config } from '../../config/schema.js';

type QuietHours = Config['alerting']['quiet_hours'][number];

interface Interval {
  readonly weekdays?: readonly Weekday[];
  readonly times: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly location: string;
}

export interface NamedIntervals {
  readonly name: string;
  readonly time_intervals: readonly Interval[];
}

const END = 1440;

/** The quiet hours of a severity under a name, for routes to be muted by. */
export function quietIntervals(hours: readonly QuietHours[]): Map<AlertSeverity, NamedIntervals> {
  return new Map(
    alertSeverities.flatMap((severity): [AlertSeverity, NamedIntervals][] => {
      const muting = hours.filter(({ severities }) => severities.includes(severity));
      return muting.length === 0
        ? []
        : [[severity, { name: `drift-quiet-${severity}`, time_intervals: muting.flatMap(intervals) }]];
    }),
  );
}

/** Alertmanager's ranges end within their day, so hours over midnight are two of them, the second a day later. */
function intervals({ days, from, to, time_zone }: QuietHours): Interval[] {
  const parts: [readonly Weekday[], number, number][] =
    to > from
      ? [[days, from, to]]
      : [
          [days, from, END],
          [days.map(dayAfter), 0, to],
        ];
  return parts
    .filter(([, start, end]) => start < end)
    .map(([on, start, end]) => ({
      ...(new Set(on).size === weekdays.length ? {} : { weekdays: [...new Set(on)] }),
      times: [{ start_time: clock(start), end_time: clock(end) }],
      location: time_zone,
    }));
}

function dayAfter(day: Weekday): Weekday {
  return weekdays[(weekdays.indexOf(day) + 1) % weekdays.length] ?? day;
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
