import type { ReferenceBuckets } from '../../overTime/referenceBuckets.js';
import { drawChange, flow, type Change } from './change.js';
import type { Draws } from './draws.js';
import { movedCells } from './movedCells.js';
import {
  HOUR,
  referenceOf,
  type HourCounts,
  type SimulatedStream,
  type StreamWishes,
} from './simulatedStream.js';

const DAY = 24;
/** With fewer days, there is no telling one from another. */
const FEWEST = 14;

/** A feature of the user's own, by day. */
export interface OwnFeature {
  readonly isOrdered: boolean;
  readonly cells: number;
  /** Each hours × (cells, then missing). */
  readonly days: readonly Float64Array[];
}

/** Undefined where its buckets are not an hour long, its days too few, or all its values one. */
export function ownFeature(
  { starts, cells, counts, missing }: ReferenceBuckets,
  isOrdered: boolean,
  bucket: number,
): OwnFeature | undefined {
  if (bucket !== HOUR || starts.length === 0 || cells < (isOrdered ? 2 : 4)) return undefined;
  const first = Math.ceil((starts[0] as number) / (DAY * HOUR)) * DAY;
  const width = cells + 1;
  const days: Float64Array[] = [];
  for (const [index, start] of starts.entries()) {
    const hour = Math.round(start / HOUR) - first;
    if (hour < 0) continue;
    const day = (days[Math.floor(hour / DAY)] ??= new Float64Array(DAY * width));
    day.set(counts.subarray(index * cells, (index + 1) * cells), (hour % DAY) * width);
    day[(hour % DAY) * width + cells] = missing[index] as number;
  }
  const whole = days.filter((day) => day !== undefined);
  return whole.length < FEWEST ? undefined : { isOrdered, cells, days: whole };
}

/**
 * A stream of a feature's own days: two in three of them are the reference, the stream is drawn from those that are left, so
 * that it is as unlike the reference as the feature's days are unlike each other.
 */
export function resampledStream(
  feature: OwnFeature,
  draws: Draws,
  { hours, onset }: StreamWishes,
): SimulatedStream {
  const { isOrdered, cells } = feature;
  const days = [...feature.days];
  for (let last = days.length - 1; last > 0; last--) {
    const other = draws.below(last + 1);
    [days[last], days[other]] = [days[other] as Float64Array, days[last] as Float64Array];
  }
  const split = Math.ceil((2 * days.length) / 3);
  const before = joined(cells, days.slice(0, split));
  const drawn = draws.many(Math.ceil(hours / DAY), () => draws.pick(days.slice(split)));
  const after = joined(cells, drawn);
  const change = onset === undefined ? undefined : drawChange({ isOrdered, cells }, draws);
  if (change !== undefined && onset !== undefined) changeRows(after, before, isOrdered, change, onset, draws);
  return {
    isOrdered,
    reference: referenceOf(before),
    hours: after,
    ...(change === undefined || onset === undefined ? {} : { onset, change }),
  };
}

function joined(cells: number, days: readonly Float64Array[]): HourCounts {
  const size = DAY * (cells + 1);
  const counts = new Float64Array(days.length * size);
  for (const [day, rows] of days.entries()) counts.set(rows, day * size);
  return { cells, counts };
}

/** Draws each row of the hours from the onset on anew, changed. */
function changeRows(
  { cells, counts }: HourCounts,
  reference: HourCounts,
  isOrdered: boolean,
  change: Change,
  onset: number,
  draws: Draws,
): void {
  const width = cells + 1;
  const usual = new Float64Array(cells);
  for (let at = 0; at < reference.counts.length; at++) {
    if (at % width < cells)
      usual[at % width] = (usual[at % width] as number) + (reference.counts[at] as number);
  }
  for (let hour = onset; hour < counts.length / width; hour++) {
    const { size, mixed } = change.at(hour - onset);
    if (mixed === 0) continue;
    const own = counts.subarray(hour * width, (hour + 1) * width);
    const rows = own.subarray(0, cells);
    const present = rows.reduce((sum, count) => sum + count, 0);
    if (present > 0) {
      const shares = rows.map((count) => count / present);
      const other = isOrdered ? movedCells(shares, usual, change, size) : shares.slice();
      flow(other, change, size);
      for (let cell = 0; cell < cells; cell++) {
        const share = (1 - mixed) * (shares[cell] as number) + mixed * (other[cell] as number);
        rows[cell] = draws.poisson(present * share);
      }
    }
    const lost = Math.abs(size) * mixed * change.missing;
    for (let cell = 0; cell < cells && lost > 0; cell++) {
      const missing = draws.binomial(rows[cell] as number, lost);
      rows[cell] = (rows[cell] as number) - missing;
      own[cells] = (own[cells] as number) + missing;
    }
  }
}
