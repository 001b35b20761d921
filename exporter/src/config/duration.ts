import { z } from 'zod';
import { unexpected } from './fields.js';

/** Milliseconds of each unit, longest first: the order in which a duration is written. */
const units = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

/** A duration with at most one number a unit, longest unit first, such as `1h30m`. */
const pattern = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** A hundred years: longer ones are typing errors and would overflow dates. */
const LONGEST = 36_500 * units.d;

/** Node fires timers above 2³¹−1 ms at once, so what a timer waits for stays below. */
export const LONGEST_TIMER = 24 * units.d;

/**
 * Reads a duration such as `5m`, `7d` or `1h30m`.
 * @returns milliseconds, or undefined where the text is no duration or longer than a hundred years
 */
export function parseDuration(text: string): number | undefined {
  const match = text === '' ? null : pattern.exec(text);
  if (match === null) {
    return undefined;
  }
  const milliseconds = Object.values(units).reduce(
    (sum, unit, index) => sum + Number(match[index + 1] ?? 0) * unit,
    0,
  );
  return milliseconds <= LONGEST ? milliseconds : undefined;
}

/** Writes milliseconds as people would: `5400000` is `1h30m`. Weeks are written in days, `0` as `0s`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds);
  let text = '';
  for (const [name, unit] of Object.entries(units)) {
    const amount = Math.floor(rest / unit);
    if (amount > 0 && name !== 'w') {
      text += `${amount}${name}`;
      rest -= amount * unit;
    }
  }
  return text === '' ? '0s' : text;
}

/** A duration in configuration, in milliseconds once read. */
export function duration(bounds: { readonly zero?: boolean; readonly longest?: number } = {}) {
  return z.unknown().transform((value, context): number => {
    const milliseconds = typeof value === 'string' ? parseDuration(value) : undefined;
    if (milliseconds === undefined) {
      return unexpected(context, 'a duration such as "30s", "5m", "1h30m" or "7d"');
    }
    if (milliseconds === 0 && bounds.zero !== true) {
      return unexpected(context, 'a duration above zero');
    }
    if (bounds.longest !== undefined && milliseconds > bounds.longest) {
      return unexpected(context, `at most "${formatDuration(bounds.longest)}"`);
    }
    return milliseconds;
  });
}
