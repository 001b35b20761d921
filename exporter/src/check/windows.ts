import { DriftError } from '../errors.js';

/** A calendar unit in UTC, a length in milliseconds, or all rows at once. */
export type WindowLength = 'hour' | 'day' | 'week' | 'month' | 'all' | number;

export interface TimeWindow {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY;
const MOST_WINDOWS = 10_000;

/**
 * The windows that cover [oldest, newest], in order. A last window of a day or more that has not seen a whole day yet
 * is given apart, as `begun`: its hours of the day are not those of the others.
 */
export function timeWindows(
  oldest: Date,
  newest: Date,
  length: Exclude<WindowLength, 'all'>,
): { windows: TimeWindow[]; begun?: TimeWindow } {
  const windows: TimeWindow[] = [];
  for (let from = startOf(oldest.getTime(), length); from <= newest.getTime();) {
    const to = startOf(nextStart(from, length), length);
    windows.push({ name: nameOf(from, length), from: new Date(from), to: new Date(to) });
    from = to;
    if (windows.length > MOST_WINDOWS) {
      throw new DriftError(
        'config_invalid',
        `check_windows would make more than ${MOST_WINDOWS} windows; choose longer ones`,
      );
    }
  }
  const last = windows.at(-1);
  if (windows.length > 1 && last !== undefined && isJustBegun(last, newest)) {
    return { windows: windows.slice(0, -1), begun: last };
  }
  return { windows };
}

function isJustBegun({ from, to }: TimeWindow, newest: Date): boolean {
  return (
    to.getTime() - from.getTime() >= DAY &&
    newest.getTime() - from.getTime() < DAY &&
    newest.getTime() + HOUR < to.getTime()
  );
}

function startOf(time: number, length: Exclude<WindowLength, 'all'>): number {
  switch (length) {
    case 'month': {
      const date = new Date(startOf(time, 'day'));
      return date.setUTCDate(1);
    }
    case 'week':
      return Math.floor((time - FIRST_MONDAY) / (7 * DAY)) * 7 * DAY + FIRST_MONDAY;
    default:
      return Math.floor(time / fixed(length)) * fixed(length);
  }
}

/** A time in the window after the one that starts at `start`. */
function nextStart(start: number, length: Exclude<WindowLength, 'all'>): number {
  return start + (length === 'month' ? 31 * DAY : length === 'week' ? 7 * DAY : fixed(length));
}

function fixed(length: 'hour' | 'day' | 'week' | 'month' | number): number {
  return length === 'hour' ? HOUR : length === 'day' ? DAY : typeof length === 'number' ? length : 7 * DAY;
}

function nameOf(start: number, length: Exclude<WindowLength, 'all'>): string {
  const text = new Date(start).toISOString();
  const size =
    length === 'month'
      ? 7
      : length === 'day' || length === 'week'
        ? 10
        : length === 'hour'
          ? 13
          : fixed(length) % 60_000 === 0
            ? 16
            : 19;
  return text.slice(0, size);
}
