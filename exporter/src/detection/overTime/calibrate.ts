import type { PersistenceRule } from './activity.js';
import { limitOf, type Limit } from './limit.js';
import { OwnWindows } from './ownWindows.js';
import type { ReferenceBuckets } from './referenceBuckets.js';
import { slotScheme } from './slots.js';

/** The limits of one feature at one length of window; absent where the reference is too short to tell. */
export interface WindowLimits {
  readonly psi?: Limit;
  readonly missing_psi?: Limit;
}

/** By length of window in milliseconds. */
export type FeatureCalibration = Readonly<Record<string, WindowLimits>>;

/** When an exceedance counts, over all features of a model. */
export interface Persistence extends PersistenceRule {
  /** The largest p-value that raises an alarm: what the budget leaves for each feature and bucket. */
  readonly evidence: number;
}

/** What a reference tells about its own variation. As JSON it is stored with the reference's version. */
export interface Calibration {
  readonly features: Readonly<Record<string, FeatureCalibration>>;
  readonly persistence: Persistence;
}

export interface CalibrationOptions {
  /** Length of a bucket, and of each window, in milliseconds. */
  readonly bucket: number;
  readonly windows: readonly number[];
  readonly timeZone: string;
  /** At most so many false alarms in so many days, over all features together. */
  readonly budget: { readonly alarms: number; readonly days: number };
  /** By how much times have been moved forward, in milliseconds. @default 0 */
  readonly shift?: number;
  /** Windows with fewer rows have no verdict. @default 30 */
  readonly minRows?: number;
}

const DAY = 86_400_000;
const MIN_ROWS = 30;
const CONFIRMATIONS = 1;
/** More windows than this of one length say no more. */
const MOST_WINDOWS = 20_000;

/** Finds each feature's limits from the reference's own windows, and raises them until they keep to the budget. */
export function calibrate(
  features: readonly ReferenceBuckets[],
  { bucket, windows, timeZone, budget, shift = 0, minRows = MIN_ROWS }: CalibrationOptions,
): Calibration {
  const from = Math.min(...features.map(({ starts }) => starts[0] ?? Infinity));
  const to = Math.max(...features.map(({ starts }) => starts.at(-1) ?? -Infinity)) + bucket;
  const scheme = slotScheme(from - shift, to - shift, bucket, timeZone);
  const persistence: Persistence = {
    bucket,
    confirmations: CONFIRMATIONS,
    clearAfter: Math.max(DAY, bucket),
    evidence: Math.min(1, (budget.alarms * bucket) / (budget.days * DAY * Math.max(1, features.length))),
  };
  const measured = features.map((feature) => {
    const stride = Math.ceil(feature.starts.length / MOST_WINDOWS);
    const own = new OwnWindows(feature, { bucket, timeZone, scheme, shift, minRows, stride });
    const limits = windows.map((length) => {
      const scores = own.scores(length);
      const count = own.lengths(length);
      return {
        length,
        scores,
        psi: limitOf(scores.psi, count),
        missing_psi: limitOf(scores.missing_psi, count),
      };
    });
    return { feature: feature.feature, limits };
  });
  return {
    features: Object.fromEntries(
      measured.map(({ feature, limits }) => [
        feature,
        Object.fromEntries(
          limits.map(({ length, psi, missing_psi }) => [
            String(length),
            { ...(psi && { psi }), ...(missing_psi && { missing_psi }) },
          ]),
        ),
      ]),
    ),
    persistence,
  };
}
