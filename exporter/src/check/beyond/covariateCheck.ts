import { calibrateCovariate, type LengthLimits } from '../../detection/covariate/covariateLimits.js';
import { judgeCovariate, type CovariateVerdict } from '../../detection/covariate/judgeCovariate.js';
import { frameOf } from '../../detection/covariate/referenceFrame.js';
import type { DetectionSettings } from '../../detection/settings.js';
import { standardisation } from '../../profile/grid.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import { secondMoments, totalMoments, type SecondMoments } from '../../profile/secondMoments.js';
import type { StandardisedFeature } from '../../sources/moments.js';
import type { Selection, Source } from '../../sources/source.js';

/** A reference is looked at in stretches of at most this share of it, and in so many steps a stretch. */
const STRETCHES = 4;
const STEPS = 4;

/** The joint distribution of a reference's numeric inputs, and how much it varies by itself. */
export class CovariateCheck {
  private constructor(
    readonly source: Source,
    readonly features: readonly StandardisedFeature[],
    readonly reference: SecondMoments,
    readonly limits: LengthLimits | undefined,
    readonly settings: DetectionSettings,
  ) {}

  /**
   * @param windows that will be judged: limits are of stretches of the reference as long as the shortest, or of quarters of it
   * @returns undefined where there are not at least two numeric features that vary
   */
  static async open(
    source: Source,
    reference: Selection,
    inputs: readonly ReferenceFeature[],
    windows: readonly Selection[],
    settings: DetectionSettings,
  ): Promise<CovariateCheck | undefined> {
    const features = standardised(inputs);
    if (!source.capabilities.jointMoments || features.length < 2) return undefined;
    const names = features.map(({ feature }) => feature.name);
    const stretch = await stretchOf(source, reference, windows);
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
    return new CovariateCheck(source, features, whole, limits, settings);
  }

  async judge(window: Selection): Promise<CovariateVerdict | undefined> {
    const { source, features, reference, limits } = this;
    const [sums] = await source.moments({ selection: window, features, axes: frameOf(reference).axes() });
    if (sums === undefined) return undefined;
    const { falseDiscoveryRate: level, minRows } = this.settings;
    return judgeCovariate(reference, secondMoments(reference.features, sums), limits, { level, minRows });
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

/** How long a stretch of the reference is looked at, in milliseconds; undefined where its rows have no times. */
async function stretchOf(
  source: Source,
  reference: Selection,
  windows: readonly Selection[],
): Promise<number | undefined> {
  if (reference.timestampColumn === undefined) return undefined;
  const range = await source.timeRange(reference, reference.to ?? new Date(8.64e15));
  if (range === undefined) return undefined;
  const lengths = windows.flatMap(({ from, to }) => (from && to ? [to.getTime() - from.getTime()] : []));
  const span = range.watermark.getTime() - range.oldest.getTime();
  return Math.min(Math.floor(span / STRETCHES), ...lengths);
}
