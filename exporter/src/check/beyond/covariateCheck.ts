import { calibrateCovariate, type LengthLimits } from '../../detection/covariate/covariateLimits.js';
import {
  judgeCovariate,
  leftOutWarning,
  ofSome,
  type CovariateVerdict,
} from '../../detection/covariate/judgeCovariate.js';
import { frameOf } from '../../detection/covariate/referenceFrame.js';
import type { DetectionSettings } from '../../detection/settings.js';
import { standardisation } from '../../profile/grid.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import { secondMoments, totalMoments, type SecondMoments } from '../../profile/secondMoments.js';
import type { StandardisedFeature } from '../../sources/moments.js';
import type { Selection, Source } from '../../sources/source.js';
import { stretchOf } from './referenceStretch.js';

/** A stretch of the reference is looked at in so many steps. */
const STEPS = 4;

/** The joint distribution of a reference's numeric inputs, and how much it varies by itself. */
export class CovariateCheck {
  private constructor(
    readonly source: Source,
    readonly features: readonly StandardisedFeature[],
    readonly reference: SecondMoments,
    readonly limits: LengthLimits | undefined,
    readonly settings: DetectionSettings,
    /** Numeric inputs that vary, looked at or not. */
    readonly all: number,
  ) {}

  /**
   * @param windows that will be judged: limits are of stretches of the reference as long as the shortest, or of quarters of it
   * @param most so many features, the first, are looked at
   * @returns undefined where there are not at least two numeric features that vary
   */
  static async open(
    source: Source,
    reference: Selection,
    inputs: readonly ReferenceFeature[],
    windows: readonly Selection[],
    settings: DetectionSettings,
    most: number,
  ): Promise<CovariateCheck | undefined> {
    const all = standardised(inputs);
    const features = all.slice(0, most);
    if (!source.capabilities.jointMoments || features.length < 2) return undefined;
    const names = features.map(({ feature }) => feature.name);
    const stretch = (await stretchOf(source, reference, windows))?.length;
    const step = stretch === undefined ? undefined : Math.max(1, Math.floor(stretch / STEPS));
    const counted = await source.moments({
      selection: reference,
      features,
      ...(step === undefined ? {} : { bucket: step }),
    });
    const buckets = counted.map((sums) => ({ start: sums.bucketStart, moments: secondMoments(names, sums) }));
    const whole = totalMoments(
      names,
      buckets.map(({ moments }) => moments),
    );
    const limits =
      step === undefined
        ? undefined
        : calibrateCovariate(buckets, {
            bucket: step,
            windows: [step * STEPS],
            // stretches of days and more: hours of the day are in all of them
            timeZone: 'UTC',
            minRows: settings.minRows,
          })[String(step * STEPS)];
    return new CovariateCheck(source, features, whole, limits, settings, all.length);
  }

  /** Where features are left out. */
  get warning(): string | undefined {
    return leftOutWarning(this.features.length, this.all);
  }

  async judge(window: Selection): Promise<CovariateVerdict | undefined> {
    const { source, features, reference, limits } = this;
    const [sums] = await source.moments({ selection: window, features, axes: frameOf(reference).axes() });
    if (sums === undefined) return undefined;
    const { falseDiscoveryRate: level, minRows } = this.settings;
    const current = secondMoments(reference.features, sums);
    const verdict = judgeCovariate(reference, current, limits, { level, minRows });
    return ofSome(verdict, features.length, this.all);
  }
}

/** Numeric features that vary, in units of the reference. */
export function standardised(features: readonly ReferenceFeature[]): StandardisedFeature[] {
  return features.flatMap(({ feature, profile: { grid } }) =>
    grid.kind === 'numeric' && grid.deviation > 0 && Number.isFinite(grid.deviation)
      ? [{ feature, ...standardisation(grid) }]
      : [],
  );
}
