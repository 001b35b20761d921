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
}

/**
 * Which hours a reference lets us compare: of the week from 13 weeks on, of the day from three days on, none below.
 * Buckets longer than an hour are slots of their own; as they follow UTC, and clocks change, a slot takes in
 * whatever starts within half a bucket of it.
 *
 * @param from start of the reference's first bucket, milliseconds since the epoch
 * @param to end of its last
 * @param bucket length in milliseconds
 */
export function slotScheme(
  from: number,
  to: number,
  bucket: number,
  timeZone: string,
): SlotScheme | undefined {
  if (to - from < HOURS_OF_THE_DAY_FROM || bucket >= DAY) return undefined;
  const period = to - from >= HOURS_OF_THE_WEEK_FROM ? 'week' : 'day';
  const isWide = bucket > HOUR && DAY % bucket === 0;
  return isWide
    ? { period, length: bucket, anchor: modulo(localTime(from, timeZone) - bucket / 2, DAY) }
    : { period, length: HOUR, anchor: 0 };
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

const interned = new Map<string, readonly number[]>();
const known = new Map<string, readonly number[] | undefined>();
const MOST_KNOWN = 10_000;

/**
 * The distinct slots of the buckets of a window, in their order; undefined for a window of a day or longer, which is
 * compared with the whole reference. Equal lists are one and the same object, so that they can be keys.
 */
export function slotsOfWindow(
  from: number,
  to: number,
  bucket: number,
  timeZone: string,
  scheme: SlotScheme,
): readonly number[] | undefined {
  if (to - from >= DAY) return undefined;
  const key = `${from} ${to} ${bucket} ${scheme.period} ${scheme.length} ${scheme.anchor} ${timeZone}`;
  let slots = known.get(key);
  if (slots === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    slots = intern(listSlots(from, to, bucket, timeZone, scheme));
    known.set(key, slots);
  }
  return slots;
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
