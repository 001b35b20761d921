import { dateTimeForTimeZone, dateTimeFormat, systemDateFormats, type TimeZone } from '@grafana/data';
import { scaleUtc } from 'd3-scale';

/** A mark of a time axis. */
export interface TimeTick {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly text: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const YEAR = 365 * DAY;
/** Of a digit at the size of Grafana's axes, and the least space between two labels; in CSS pixels. */
const DIGIT_WIDTH = 6.8;
const GAP = 14;

/**
 * Round times of the zone's clocks within a range of milliseconds, ascending, with labels in Grafana's formats; as many as a
 * label centred below each leaves room for on a width in CSS pixels.
 */
export function timeTicks(from: number, to: number, width: number, timeZone: TimeZone): TimeTick[] {
  if (!(to > from) || !(width > 0) || !Number.isFinite(to - from)) {
    return [];
  }
  const wall = scaleUtc().domain([onTheWall(from, timeZone), onTheWall(to, timeZone)]);
  const scale = width / (to - from);
  let ticks: TimeTick[] = [];
  for (let count = Math.max(1, Math.floor(width / 50)); count > 0; count--) {
    const times = distinct(wall.ticks(count), from, to, timeZone);
    // formatting is slow: not for times that are too close anyway, nor for those of the last turn
    if (count === 1 || (times.length !== ticks.length && narrowest(times) * scale >= 5 * DIGIT_WIDTH + GAP)) {
      ticks = labelled(times, to - from, timeZone);
      if (leastSpace(ticks, scale) >= GAP) {
        return ticks;
      }
    }
  }
  return ticks.slice(0, 1);
}

/** What the zone's clocks show, as the time at which those in UTC show it. */
function onTheWall(time: number, timeZone: TimeZone): number {
  return time + offsetAt(time, timeZone);
}

/** Milliseconds by which the zone's clocks are ahead of UTC. */
function offsetAt(time: number, timeZone: TimeZone): number {
  return dateTimeForTimeZone(timeZone, time).utcOffset() * MINUTE;
}

/** When the zone's clocks show these times: those that clocks skip in spring become the hour after, and then appear once. */
function distinct(walls: readonly Date[], from: number, to: number, timeZone: TimeZone): number[] {
  const times = walls.map((wall) => {
    const guess = wall.getTime() - offsetAt(wall.getTime(), timeZone);
    return wall.getTime() - offsetAt(guess, timeZone);
  });
  return Array.from(new Set(times))
    .filter((time) => time >= from && time <= to)
    .sort((a, b) => a - b);
}

function labelled(times: readonly number[], range: number, timeZone: TimeZone): TimeTick[] {
  const format = formatFor(times, range, timeZone);
  return times.map((time) => ({ time, text: dateTimeFormat(time, { format, timeZone }) }));
}

/** The shortest of Grafana's formats that tells the times apart. */
function formatFor(times: readonly number[], range: number, timeZone: TimeZone): string {
  const { interval } = systemDateFormats;
  const all = (unit: string, clock: string): boolean =>
    times.every((time) => dateTimeFormat(time, { format: unit, timeZone }) === clock);
  if (!all('SSS', '000')) {
    return interval.millisecond;
  }
  if (!all('ss', '00')) {
    return interval.second;
  }
  if (!all('HH:mm', '00:00') || range <= DAY) {
    return range <= DAY ? interval.minute : interval.hour;
  }
  if (!all('DD', '01') || range < YEAR) {
    return interval.day;
  }
  return all('MM', '01') ? interval.year : interval.month;
}

function narrowest(times: readonly number[]): number {
  return times.slice(1).reduce((least, time, index) => Math.min(least, time - (times[index] ?? NaN)), Infinity);
}

/** Between two neighbours' labels, in CSS pixels. */
function leastSpace(ticks: readonly TimeTick[], scale: number): number {
  return ticks.slice(1).reduce((least, { time, text }, index) => {
    const before = ticks[index];
    const space = before
      ? (time - before.time) * scale - ((text.length + before.text.length) / 2) * DIGIT_WIDTH
      : Infinity;
    return Math.min(least, space);
  }, Infinity);
}
