import { z } from 'zod';
import { unexpected } from './fields.js';

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Reads an ISO 8601 date or timestamp, in the forms that YAML knows too; UTC where no zone is written.
 * @returns undefined where the text is none, or the day or the time does not exist
 */
export function parseInstant(text: string): Date | undefined {
  const match = pattern.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = match;
  const local = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`,
  );
  // JavaScript reads 30 February as 2 March
  if (Number.isNaN(local) || new Date(local).getUTCDate() !== Number(day)) {
    return undefined;
  }
  return new Date(local - offset(zone));
}

function offset(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  return match === null
    ? 0
    : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
}

/** A date or timestamp in configuration. */
export const instant = () =>
  z.string().transform((value, context): Date => {
    const date = parseInstant(value);
    return date ?? unexpected(context, 'a date or a timestamp such as 2013-03-01 or 2013-03-01T05:00:00Z');
  });

/** An IANA time zone. */
export const timeZone = () =>
  z.string().superRefine((value, context) => {
    try {
      // offsets such as +05:00 are known to Intl but not to databases
      if (/^[A-Za-z]/.test(value)) {
        new Intl.DateTimeFormat('en', { timeZone: value });
        return;
      }
    } catch {
      // reported below
    }
    unexpected(context, 'an IANA time zone such as "Europe/Berlin"');
  });
