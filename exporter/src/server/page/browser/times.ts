const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const thisYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** 2 Jan 2026, 04:00, in the viewer's zone. */
export function localTime(instant: string): string {
  return dayAndTime.format(new Date(instant));
}

/** As `localTime`, without the year where less than half of one lies between. */
export function shortTime(instant: string, now: number): string {
  const isNear = Math.abs(now - Date.parse(instant)) < 183 * 86_400_000;
  return isNear ? thisYear.format(new Date(instant)) : localTime(instant);
}

/** 2 Jan, in the viewer's zone. */
export function localDay(milliseconds: number): string {
  return day.format(new Date(milliseconds));
}

/** 2026-01-02 03:00 UTC */
export function universalTime(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const units: readonly (readonly [milliseconds: number, name: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];
/** From here on words such as "4300 days ago" say less than the date. */
const DATED = 60 * 86_400_000;

/** `5 seconds ago`, `in 2 hours`, `just now`; undefined where a date says it better. */
export function relativeTime(milliseconds: number, now: number): string | undefined {
  const distance = Math.abs(now - milliseconds);
  if (distance >= DATED) return undefined;
  const [size, name] = units.find(([unit]) => distance >= unit) ?? [0, ''];
  if (size === 0) return 'just now';
  const count = Math.floor(distance / size);
  const words = `${count} ${name}${count === 1 ? '' : 's'}`;
  return milliseconds > now ? `in ${words}` : `${words} ago`;
}
