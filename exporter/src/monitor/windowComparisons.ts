import type { Calibration, WindowLimits } from '../detection/overTime/calibrate.js';
import type { SeasonalReference } from '../detection/overTime/seasonalReference.js';
import type { Profile } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import type { Comparison } from '../statistics/statistic.js';
import type { MovingStretch } from './movingStretch.js';
import type { SlidingWindows } from './slidingWindows.js';

const DAY = 86_400_000;

/** What windows of one model are compared with. */
export interface ComparisonContext {
  readonly model: string;
  readonly features: readonly ReferenceFeature[];
  readonly lengths: readonly { readonly length: number; readonly name: string }[];
  readonly seasonal: ReadonlyMap<string, SeasonalReference>;
  readonly calibration: Calibration;
  /** In place of what `seasonal` says, where the reference moves on. */
  readonly moving?: MovingStretch;
  readonly minCell: number;
  /** Start of the oldest bucket that was counted, by whomever: windows do not reach back before it. */
  countedFrom: number;
  /** Why no window can have a verdict. */
  readonly inconclusive?: string;
}

/** A window's comparison with the reference's same hours, and the limits that hold for it. */
export interface WindowComparison {
  readonly comparison: Comparison;
  readonly calibration?: WindowLimits;
  /** Why the window can have no verdict. */
  readonly inconclusive?: string;
}

/** The comparison of every feature in one window; profiles change as the windows advance. */
export function windowComparisons(
  context: ComparisonContext,
  windows: SlidingWindows,
  length: number,
  from: number,
  to: number,
  profileOf: (feature: string) => Profile = (feature) => windows.profile(length, feature),
): Map<string, WindowComparison> {
  const { features, seasonal, moving, calibration } = context;
  // a window that began before the first count is as long as what was counted, and holds no earlier hours
  const start = Math.max(from, context.countedFrom);
  const limitLength = effectiveLength(context, length, to);
  const isUneven = start > from && to - start >= DAY && windows.bucket < DAY;
  const uneven =
    isUneven &&
    `rows have been counted since ${new Date(start).toISOString()}: until the window is full, it holds some hours of the day more often than others`;
  const inconclusive = context.inconclusive ?? (uneven || moving?.inconclusive);
  return new Map(
    features.flatMap(({ feature: { name } }) => {
      const reference =
        moving === undefined
          ? seasonal.get(name)?.forWindow(start, to).profile
          : moving.forWindow(name, start, to);
      if (reference === undefined) return [];
      // a feature may be called `constructor`
      const limits = Object.hasOwn(calibration.features, name) ? calibration.features[name] : undefined;
      const own = limits?.[String(limitLength)];
      const comparison = { reference, current: profileOf(name) };
      return [
        [
          name,
          { comparison, ...(own && { calibration: own }), ...(inconclusive && { inconclusive }) },
        ] as const,
      ];
    }),
  );
}

function effectiveLength({ lengths, countedFrom }: ComparisonContext, length: number, to: number): number {
  const covered = to - countedFrom;
  if (covered >= length) return length;
  return lengths.findLast((shorter) => shorter.length <= covered)?.length ?? lengths[0]?.length ?? length;
}
