import { zoneOffset } from './zoneOffset.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** From so much reference on, hours of the week are told apart: with eight weeks 12–50 % of later windows exceed. */
const HOURS_OF_THE_WEEK_FROM = 13 * WEEK;
/** With less than so much reference, an hour of the day is one or two hours of one or two days. */
const HOURS_OF_THE_DAY_FROM = 3 * DAY;

/** How the day or the week is divided: which buckets count as "the same hours". */
export interface SlotScheme {
  readonly period: 'day' | 'week';
  /** Of a slot, in milliseconds: an hour, or a bucket where that is longer. */
  readonly length: number;
  /** Local time at which slot 0 starts, in milliseconds after local midnight of the epoch. */
  readonly anchor: number;
  /** Windows as long as this or longer are compared with the whole reference; milliseconds. @default a day */
  readonly whole?: number;
}

/**
 * Which hours a reference lets us compare: of the week from 13 weeks on, of the day from three days on, none below.
 * Buckets longer than an hour are slots of their own; as they follow UTC, and clocks change, a slot takes in
 * whatever starts within half a bucket of it.
 *
 * @param from start of the reference's first bucket, milliseconds since the epoch
 * @param to end of its last
 * @param bucket length in milliseconds
 * @param isSeasonal hours of the week are wanted, however long the reference is, and for windows up to a week
 */
export function slotScheme(
  from: number,
  to: number,
  bucket: number,
  timeZone: string,
  isSeasonal = false,
): SlotScheme | undefined {
  if (!isSeasonal && (to - from < HOURS_OF_THE_DAY_FROM || bucket >= DAY)) return undefined;
  const period = isSeasonal || to - from >= HOURS_OF_THE_WEEK_FROM ? 'week' : 'day';
  const whole = isSeasonal ? { whole: WEEK } : {};
  const isWide = bucket > HOUR && DAY % bucket === 0;
  return isWide
    ? { period, ...whole, length: bucket, anchor: modulo(localTime(from, timeZone) - bucket / 2, DAY) }
    : { period, ...whole, length: HOUR, anchor: 0 };
}

/** How many slots there are. */
export function slotCount({ period, length }: SlotScheme): number {
  return (period === 'week' ? WEEK : DAY) / length;
}

/** The slot in which a bucket lies that starts at `time`, milliseconds since the epoch. */
export function slotOf(time: number, timeZone: string, { period, length, anchor }: SlotScheme): number {
  const local = localTime(time, timeZone) - anchor;
  return Math.floor(modulo(local, period === 'week' ? WEEK : DAY) / length);
}

/** The distinct slots of the buckets of a window [from, to), in their order, where it is not compared with the whole. */
export type SlotLists = (from: number, to: number) => readonly number[] | undefined;

const lists = new Map<string, SlotLists>();
const interned = new Map<string, readonly number[]>();
/** A year of hourly windows of three lengths. */
const MOST_KNOWN = 30_000;

/**
 * The slots of windows, kept, since the windows of all features are the same. Equal lists are one and the same object, so
 * that they can be keys.
 */
export function slotListsOf(bucket: number, timeZone: string, scheme: SlotScheme): SlotLists {
  const key = `${bucket} ${scheme.period} ${scheme.length} ${scheme.anchor} ${scheme.whole ?? DAY} ${timeZone}`;
  const same = lists.get(key);
  if (same !== undefined) return same;
  const byLength = new Map<number, Map<number, readonly number[]>>();
  let size = 0;
  const slotsOf: SlotLists = (from, to) => {
    const length = to - from;
    if (length >= (scheme.whole ?? DAY)) return undefined;
    const known = byLength.get(length)?.get(from);
    if (known !== undefined) return known;
    if (size++ >= MOST_KNOWN) {
      byLength.clear();
      size = 1;
    }
    const slots = intern(listSlots(from, to, bucket, timeZone, scheme));
    const ofLength = byLength.get(length) ?? new Map<number, readonly number[]>();
    byLength.set(length, ofLength.set(from, slots));
    return slots;
  };
  lists.set(key, slotsOf);
  return slotsOf;
}

/** The distinct slots of the buckets of one window, in their order; undefined for one that is compared with the whole. */
export function slotsOfWindow(
  from: number,
  to: number,
  bucket: number,
  timeZone: string,
  scheme: SlotScheme,
): readonly number[] | undefined {
  return slotListsOf(bucket, timeZone, scheme)(from, to);
}

function listSlots(from: number, to: number, bucket: number, timeZone: string, scheme: SlotScheme): number[] {
  const slots = new Set<number>();
  // slots are no shorter than an hour, so that a look at each hour misses none
  const step = Math.max(bucket, HOUR - (HOUR % bucket));
  for (let start = from; start < to; start += step) slots.add(slotOf(start, timeZone, scheme));
  slots.add(slotOf(to - bucket, timeZone, scheme));
  return Array.from(slots);
}

function intern(slots: readonly number[]): readonly number[] {
  const key = slots.join();
  const same = interned.get(key);
  if (same !== undefined) return same;
  interned.set(key, slots);
  return slots;
}

function localTime(time: number, timeZone: string): number {
  return time + zoneOffset(time, timeZone);
}

function modulo(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}
