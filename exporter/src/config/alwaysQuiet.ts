import { weekdays, type AlertSeverity, type Weekday } from './quietHours.js';

interface Hours {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
  readonly time_zone: string;
  readonly severities: readonly AlertSeverity[];
}

const DAY = 1440;
const WEEK = 7 * DAY;

/** Whether quiet hours of one time zone leave no minute of the week in which an alert of this severity gets through. */
export function isAlwaysQuiet(hours: readonly Hours[], severity: AlertSeverity): boolean {
  const zones = new Set(hours.map(({ time_zone }) => time_zone));
  return [...zones].some((zone) => {
    const quiet = new Uint8Array(WEEK);
    for (const { days, from, to } of hours.filter(
      ({ time_zone, severities }) => time_zone === zone && severities.includes(severity),
    )) {
      for (const day of days) {
        const start = weekdays.indexOf(day) * DAY + from;
        const length = to > from ? to - from : DAY - from + to;
        for (let minute = start; minute < start + length; minute++) quiet[minute % WEEK] = 1;
      }
    }
    return quiet.every((minute) => minute === 1);
  });
}
