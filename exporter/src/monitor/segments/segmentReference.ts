import type { FeatureCalibration } from '../../detection/overTime/calibrate.js';
import { SeasonalReference } from '../../detection/overTime/seasonalReference.js';
import { slotScheme } from '../../detection/overTime/slots.js';
import { DriftError } from '../../errors.js';
import { decodeBucket, encodeBucket } from '../../profile/codec.js';
import { emptyProfile, type Profile } from '../../profile/profile.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import { segmentGrid } from '../../profile/segmentCells.js';
import type { CalibrationWishes } from '../monitoredReference.js';

/** What one segment is compared with: the same segment's rows of the reference, in the cells of all rows. */
export interface SegmentReference {
  readonly features: readonly ReferenceFeature[];
  /** By feature. */
  readonly seasonal: ReadonlyMap<string, SeasonalReference>;
  readonly limits: Readonly<Record<string, FeatureCalibration>>;
}

/** The counts of one feature in one segment of the reference. */
export interface SegmentCounts {
  readonly profile: Profile;
  /** By slot of the scheme, as far as there are rows. */
  readonly slots: readonly (readonly [slot: number, profile: Profile])[];
  readonly limits: FeatureCalibration;
}

interface Kept {
  /** Of the reference's rows in time, milliseconds since the epoch. */
  readonly span?: readonly [from: number, to: number];
  /** In the order of the reference's features. */
  readonly features: readonly {
    readonly profile: string;
    readonly slots: readonly (readonly [number, string])[];
    readonly limits: FeatureCalibration;
  }[];
}

/** The counts of a segment as the store keeps them, in the order of the reference's features. */
export function encodeSegment(counts: readonly SegmentCounts[], span: Kept['span']): string {
  const kept: Kept = {
    ...(span && { span }),
    features: counts.map(({ profile, slots, limits }) => ({
      profile: encoded(profile),
      slots: slots.map(([slot, part]) => [slot, encoded(part)]),
      limits,
    })),
  };
  return JSON.stringify(kept);
}

/**
 * @param text undefined where nothing is known of the segment: its reference then has no rows
 * @throws DriftError `store_corrupt`
 */
export function decodeSegment(
  text: string | undefined,
  features: readonly ReferenceFeature[],
  { bucket, timeZone, shift }: Pick<CalibrationWishes, 'bucket' | 'timeZone' | 'shift'>,
): SegmentReference {
  const { span, features: kept } = parsed(text);
  const scheme = span && slotScheme(span[0] - shift, span[1] - shift, bucket, timeZone);
  const own: ReferenceFeature[] = [];
  const seasonal = new Map<string, SeasonalReference>();
  const limits: [string, FeatureCalibration][] = [];
  for (const [index, { feature, profile: whole }] of features.entries()) {
    const grid = segmentGrid(whole.grid);
    const entry = kept[index];
    const profile = entry === undefined ? emptyProfile(grid) : decoded(entry.profile, grid);
    const slots: Profile[] = [];
    for (const [slot, part] of entry?.slots ?? []) slots[slot] = decoded(part, grid);
    own.push({ feature, profile });
    seasonal.set(feature.name, new SeasonalReference(profile, slots, scheme, timeZone, bucket, shift));
    if (entry !== undefined) limits.push([feature.name, entry.limits]);
  }
  return { features: own, seasonal, limits: Object.fromEntries(limits) };
}

const encoded = (profile: Profile): string => Buffer.from(encodeBucket(profile)).toString('base64');

const decoded = (text: string, grid: Profile['grid']): Profile =>
  decodeBucket(Buffer.from(text, 'base64'), grid);

function parsed(text: string | undefined): Kept {
  if (text === undefined) return { features: [] };
  try {
    return JSON.parse(text) as Kept;
  } catch (cause) {
    throw new DriftError(
      'store_corrupt',
      'the stored counts of a segment of the reference cannot be read; promote the reference',
      { cause },
    );
  }
}
