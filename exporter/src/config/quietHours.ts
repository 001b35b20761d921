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

/** A time of day such as 22:00, in minutes since midnight; 24:00 is the day's end. */
const timeOfDay = () =>
  z.unknown().transform((value, context): number => {
    const match = typeof value === 'string' ? /^(\d{2}):(\d{2})$/.exec(value) : null;
    const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
    return match !== null && minute < 60 && hour * 60 + minute <= 1440
      ? hour * 60 + minute
      : unexpected(context, 'a time of day such as "22:00"');
  });

/** When alerts of these severities are held back. Hours that end before they begin end on the next day. */
export const quietHours = () =>
  section({
    days: z
      .array(z.enum(weekdays))
      .min(1)
      .prefault([...weekdays]),
    from: timeOfDay(),
    to: timeOfDay(),
    time_zone: timeZone().prefault('UTC'),
    severities: z.array(z.enum(alertSeverities)).min(1).prefault(['warning']),
  }).superRefine(({ from, to }, context) => {
    if (from === to) {
      const message = 'expected another time than from; a whole day is from "00:00" to "24:00"';
      context.addIssue({ code: 'custom', path: ['to'], message });
    }
  });
