import { limitOf, measure, type Limit } from './limit.js';
import { OwnWindows } from './ownWindows.js';
import { persistenceOf, type Persistence } from './persistence.js';
import { raiseOf, type MeasuredLength, type Raise } from './raise.js';
import type { ReferenceBuckets } from './referenceBuckets.js';
import { slotScheme } from './slots.js';

/** The limits of one feature at one length of window; empty where the reference is too short to tell. */
export interface WindowLimits {
  readonly psi?: Limit;
  readonly missing_psi?: Limit;
}

/** By length of window in milliseconds; without any where the reference tells none at any length. */
export type FeatureCalibration = Readonly<Record<string, WindowLimits>>;

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
  /** Windows up to a week are compared with the same weekdays and hours. @default false */
  readonly isSeasonal?: boolean;
  /** Windows with fewer rows have no verdict. @default 30 */
  readonly minRows?: number;
}

const DAY = 86_400_000;
const MIN_ROWS = 30;
/** More windows than this of one length say no more. */
const MOST_WINDOWS = 20_000;

/** Finds each feature's limits from the reference's own windows, and raises them until they keep to the budget. */
export function calibrate(
  features: readonly ReferenceBuckets[],
  {
    bucket,
    windows,
    timeZone,
    budget,
    shift = 0,
    isSeasonal = false,
    minRows = MIN_ROWS,
  }: CalibrationOptions,
): Calibration {
  const from = Math.min(...features.map(({ starts }) => starts[0] ?? Infinity));
  const to = Math.max(...features.map(({ starts }) => starts.at(-1) ?? -Infinity)) + bucket;
  const scheme = slotScheme(from - shift, to - shift, bucket, timeZone, isSeasonal);
  const rate = budget.alarms / (budget.days * DAY);
  const evidence = Math.min(1, (rate * bucket) / Math.max(1, features.length));
  const persistence = persistenceOf(bucket, Math.min(...windows), evidence);
  const stride = Math.max(1, Math.ceil((to - from) / bucket / MOST_WINDOWS));
  const measured = features.map((feature): MeasuredLength[] => {
    const own = new OwnWindows(feature, { bucket, timeZone, scheme, shift, minRows, stride });
    return [...windows]
      .sort((a, b) => a - b)
      .map((length) => {
        const { psi, missing_psi } = own.scores(length);
        const overlap = length / bucket / stride;
        return { length, psi: measure(psi, overlap), missing_psi: measure(missing_psi, overlap) };
      });
  });
  const raise = raiseOf(measured, persistence, bucket * stride, rate * (to - from));
  const entries = features.map(
    ({ feature }, index) => [feature, limitsOf(measured[index] ?? [], evidence, raise)] as const,
  );
  return { features: Object.fromEntries(entries), persistence };
}

function limitsOf(lengths: readonly MeasuredLength[], evidence: number, raise: Raise): FeatureCalibration {
  const limits = lengths.map(({ length, psi, missing_psi }): [string, WindowLimits] => {
    const [values, missing] = [limitOf(psi, evidence), limitOf(missing_psi, evidence)];
    return [
      String(length),
      {
        ...(values && { psi: { ...values, alarm: values.alarm * raise.psi } }),
        ...(missing && { missing_psi: { ...missing, alarm: missing.alarm * raise.missing_psi } }),
      },
    ];
  });
  return limits.some(([, { psi }]) => psi !== undefined) ? Object.fromEntries(limits) : {};
}
