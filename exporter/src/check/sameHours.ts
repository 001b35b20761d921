import { slotOf, slotScheme, slotsOfWindow } from '../detection/overTime/slots.js';
import { cellsOf } from '../profile/grid.js';
import { emptyProfile, mergeProfiles, profileOf } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import type { CellCounts, CountRequest, Selection, Source } from '../sources/source.js';

/** A reference of which only the weekdays and hours of a window count. */
export interface SameHours {
  /** The window, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Rows are told apart by buckets of so many milliseconds. */
  readonly bucket: number;
  readonly timeZone: string;
}

/** Buckets that are counted at once: a week of hours. */
const AT_ONCE = 168;

/** Puts the counts of a window's weekdays and hours in place of those of the whole reference; the grids stay. */
export async function countSameHours(
  source: Source,
  selection: Selection,
  counted: readonly ReferenceFeature[],
  hours: SameHours,
): Promise<ReferenceFeature[]> {
  const profiles = new Map(counted.map(({ feature, profile }) => [feature.name, emptyProfile(profile.grid)]));
  const features = counted.map(({ feature, profile }) => ({ feature, cells: cellsOf(profile.grid) }));
  for await (const counts of countsOfSameHours(source, { selection, features }, hours)) {
    const sum = profiles.get(counts.feature);
    if (sum !== undefined) profiles.set(counts.feature, mergeProfiles(sum, profileOf(sum.grid, counts)));
  }
  return counted.map((entry) => ({ ...entry, profile: profiles.get(entry.feature.name) ?? entry.profile }));
}

/** Counts the rows of a window's weekdays and hours, bucket by bucket. Where all hours of the selection count, there is one bucket. */
export async function* countsOfSameHours(
  source: Source,
  request: Omit<CountRequest, 'bucket'>,
  { from, to, bucket, timeZone }: SameHours,
): AsyncGenerator<CellCounts> {
  const { selection } = request;
  const [first, last] = [selection.from?.getTime() ?? NaN, selection.to?.getTime() ?? NaN];
  const scheme = slotScheme(first, last, bucket, timeZone, true);
  const start = Math.floor(from / bucket) * bucket;
  const slots = scheme && slotsOfWindow(start, Math.ceil(to / bucket) * bucket, bucket, timeZone, scheme);
  if (scheme === undefined || slots === undefined) {
    yield* await source.count(request);
    return;
  }
  for (let begin = first; begin < last; begin += AT_ONCE * bucket) {
    const end = Math.min(begin + AT_ONCE * bucket, last);
    const stretch = { ...selection, from: new Date(begin), to: new Date(end) };
    for (const counts of await source.count({ ...request, selection: stretch, bucket })) {
      if (slots.includes(slotOf(counts.bucketStart, timeZone, scheme))) yield counts;
    }
  }
}
