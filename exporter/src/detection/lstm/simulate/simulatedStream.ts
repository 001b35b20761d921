import type { ReferenceBuckets } from '../../overTime/referenceBuckets.js';
import { changedEffect, drawChange, flow, type Change } from './change.js';
import {
  categoricalDistribution,
  numericDistribution,
  numericNames,
  type Distribution,
  type Effect,
} from './distribution.js';
import type { Draws } from './draws.js';
import { Feed, type FeedWishes } from './pace.js';

export const HOUR = 3_600_000;

/** Hours of a feature in a row: hours × (cells, then missing), row-major. */
export interface HourCounts {
  readonly cells: number;
  readonly counts: Float64Array;
}

/** A feature's reference and what comes after it. Both begin at midnight. */
export interface SimulatedStream {
  readonly isOrdered: boolean;
  readonly reference: ReferenceBuckets;
  readonly hours: HourCounts;
  /** From this hour on there is a change. */
  readonly onset?: number;
  readonly change?: Pick<Change, 'kind' | 'course'>;
}

export interface StreamWishes extends FeedWishes {
  readonly referenceDays?: number;
  readonly hours: number;
  /** The hour at which a change begins; without one absent. */
  readonly onset?: number;
  /** Drawn where absent: how values lie, and what changes. */
  readonly distribution?: (effects: () => readonly Effect[], draws: Draws) => Distribution;
  readonly change?: (distribution: Distribution, draws: Draws) => Change;
}

/** Draws one stream. */
export type StreamMaker = (draws: Draws, wishes: StreamWishes) => SimulatedStream;

/** One feed, drawn, with its reference and so many hours after it. */
export function simulateStream(draws: Draws, wishes: StreamWishes): SimulatedStream {
  const feed = new Feed(draws, wishes);
  const distribution = (wishes.distribution ?? drawDistribution)(() => feed.effects(56), draws);
  const referenceDays = wishes.referenceDays ?? Math.round(draws.logBetween(14, 100));
  const before = hoursOf(feed, distribution, referenceDays * 24, draws);
  const change = wishes.onset === undefined ? undefined : (wishes.change ?? drawChange)(distribution, draws);
  const newVolume = draws.chance(0.25) ? draws.below(wishes.hours) : undefined;
  const hours = hoursOf(feed, distribution, wishes.hours, draws, change, wishes.onset, newVolume);
  return {
    isOrdered: distribution.isOrdered,
    reference: referenceOf(before),
    hours,
    ...(wishes.onset === undefined || change === undefined ? {} : { onset: wishes.onset, change }),
  };
}

function hoursOf(
  feed: Feed,
  distribution: Distribution,
  hours: number,
  draws: Draws,
  change?: Change,
  onset = Infinity,
  newVolume?: number,
): HourCounts {
  const { cells } = distribution;
  const width = cells + 1;
  const counts = new Float64Array(hours * width);
  const usual = new Float64Array(cells);
  const other = new Float64Array(cells);
  const outermost = distribution.isOrdered ? cells - 1 : 0;
  for (let hour = 0; hour < hours; hour++) {
    if (hour === newVolume) feed.changeVolume(draws.logBetween(0.1, 5));
    const { rows, missing, effect, burst } = feed.next();
    distribution.shares(effect, usual);
    let without = missing;
    if (change !== undefined && hour >= onset) {
      const { size, mixed } = change.at(hour - onset);
      if (mixed > 0) {
        without = missing + (1 - missing) * change.missing * Math.abs(size) * mixed;
        distribution.shares(changedEffect(effect, change, size), other);
        flow(other, change, size);
        for (let cell = 0; cell < cells; cell++)
          usual[cell] = (1 - mixed) * (usual[cell] as number) + mixed * (other[cell] as number);
      }
    }
    if (burst > 0) flow(usual, { flows: [{ from: undefined, to: outermost, share: burst }] }, 1);
    const lost = draws.binomial(rows, without);
    counts[hour * width + cells] = lost;
    multinomial(draws, rows - lost, usual, counts.subarray(hour * width, hour * width + cells));
  }
  return { cells, counts };
}

function multinomial(draws: Draws, rows: number, shares: Float64Array, into: Float64Array): void {
  let [left, share] = [rows, 1];
  for (let cell = 0; cell < shares.length && left > 0; cell++) {
    const own = shares[cell] as number;
    const isLast = cell === shares.length - 1;
    const hits = isLast || own >= share ? left : draws.binomial(left, own / share);
    into[cell] = hits;
    left -= hits;
    share = Math.max(1e-12, share - own);
  }
}

function drawDistribution(effects: () => readonly Effect[], draws: Draws): Distribution {
  return draws.chance(0.7)
    ? numericDistribution(draws.pick(numericNames), effects(), draws)
    : categoricalDistribution(2 + Math.floor(draws.logBetween(1, 40)), draws);
}

/** Hours as the reference's own buckets. */
export function referenceOf({ cells, counts }: HourCounts, feature = 'simulated'): ReferenceBuckets {
  const width = cells + 1;
  const hours = counts.length / width;
  const inCells = new Float64Array(hours * cells);
  const missing = new Float64Array(hours);
  const rows = new Float64Array(hours);
  for (let hour = 0; hour < hours; hour++) {
    const own = counts.subarray(hour * width, (hour + 1) * width);
    inCells.set(own.subarray(0, cells), hour * cells);
    missing[hour] = own[cells] as number;
    rows[hour] = own.reduce((sum, count) => sum + count, 0);
  }
  const starts = Float64Array.from({ length: hours }, (_, hour) => hour * HOUR);
  return { feature, starts, cells, counts: inCells, rows, missing };
}
