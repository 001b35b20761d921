import { z } from 'zod';
import { section, unexpected } from './fields.js';
import { timeZone } from './instant.js';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** The label `severity` of alerts. */
export const alertSeverities = ['warning', 'critical'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** Minutes; also the end of the day, 24:00. */
const DAY = 1440;

/** A time of day such as 22:00, in minutes since midnight, at most so many. */
const timeOfDay = (latest: number) =>
  z.unknown().transform((value, context): number => {
    const match = typeof value === 'string' ? /^(\d{2}):(\d{2})$/.exec(value) : null;
    const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
    return match !== null && minute < 60 && hour * 60 + minute <= latest
      ? hour * 60 + minute
      : unexpected(context, 'a time of day such as "22:00"');
  });

/** A time zone as the database spells it: Intl takes any case and some abbreviations, Alertmanager refuses them. */
function asListed(timeZone: string): string {
  const known = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  // Intl's own name may be out of date, such as Asia/Calcutta, which not every machine has
  const isName = /^[A-Z][a-z]+([/_-][A-Z][a-z]+)+$/.test(timeZone);
  return isName && known.toLowerCase() !== timeZone.toLowerCase() ? timeZone : known;
}

/** When alerts of these severities are held back. Hours that end before they begin end on the next day. */
export const quietHours = () =>
  section({
    days: z
      .array(z.enum(weekdays))
      .min(1)
      .prefault([...weekdays]),
    from: timeOfDay(DAY - 1),
    to: timeOfDay(DAY),
    time_zone: timeZone().transform(asListed).prefault('UTC'),
    severities: z.array(z.enum(alertSeverities)).min(1).prefault(['warning']),
  }).superRefine(({ from, to }, context) => {
    if (from === to) {
      const message = 'expected another time than from; a whole day is from "00:00" to "24:00"';
      context.addIssue({ code: 'custom', path: ['to'], message });
    }
  });
