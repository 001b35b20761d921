import { z } from 'zod';
import { standardised } from '../../check/beyond/covariateCheck.js';
import { calibrateCovariate, type CovariateCalibration } from '../../detection/covariate/covariateLimits.js';
import { leftOutWarning } from '../../detection/covariate/judgeCovariate.js';
import { DriftError } from '../../errors.js';
import { decodeMoments, encodeMoments, roundedSecondMoments } from '../../profile/momentsCodec.js';
import type { Reference, ReferenceFeature } from '../../profile/reference.js';
import { secondMoments, totalMoments, type SecondMoments } from '../../profile/secondMoments.js';
import type { StandardisedFeature } from '../../sources/moments.js';
import type { MonitoringPlan } from '../plan.js';
import { MomentBuckets } from './momentBuckets.js';
import type { MonitoredCovariate } from './modelWindows.js';

/** Under this name a reference keeps it. */
const NAME = 'covariate';
/** Numbers that are held of buckets of a reference at once: eight bytes each. */
const MOST_NUMBERS = 10_000_000;

const kept = z.object({
  features: z.array(z.string()),
  moments: z.base64(),
  // written by ourselves
  calibration: z.custom<CovariateCalibration>((value) => typeof value === 'object' && value !== null),
});

/**
 * Counts the joint moments of a reference's inputs and finds how much they vary within it.
 * @param lengths of the windows that will be judged, in milliseconds
 * @returns what the reference keeps of it; undefined where there is nothing to watch
 */
export async function buildCovariate(
  { check, source, bucket, moving }: MonitoringPlan,
  { features }: Pick<Reference, 'features'>,
  outputs: readonly string[],
  lengths: readonly number[],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { covariateFeatures: most = 0, reference, settings } = check;
  const inputs = inputsOf(features, outputs).slice(0, most);
  if (!source.capabilities.jointMoments || moving !== undefined || inputs.length < 2) {
    return undefined;
  }
  const names = inputs.map(({ feature }) => feature.name);
  const size = names.length * (names.length + 3);
  const isTimed = reference.timestampColumn !== undefined;
  const range = isTimed ? await source.timeRange(reference, reference.to ?? new Date(8.64e15)) : undefined;
  if (range === undefined) {
    const [sums] = await source.moments({ selection: reference, features: inputs });
    return sums && written(secondMoments(names, sums), {});
  }
  const step = Math.max(1, Math.floor(MOST_NUMBERS / size / 4)) * bucket;
  const buckets = [];
  const last = range.watermark.getTime();
  for (let from = Math.floor(range.oldest.getTime() / bucket) * bucket; from <= last; from += step) {
    const selection = { ...reference, from: new Date(from), to: new Date(Math.min(from + step, last + 1)) };
    for (const { bucketStart: start, ...sums } of await source.moments({
      selection,
      features: inputs,
      bucket,
    })) {
      buckets.push({ start, moments: roundedSecondMoments(secondMoments(names, sums)) });
    }
  }
  const whole = totalMoments(
    names,
    buckets.map(({ moments }) => moments),
  );
  const { minRows } = settings;
  return written(whole, calibrateCovariate(buckets, { bucket, windows: lengths, timeZone: 'UTC', minRows }));
}

/** What a reference keeps of its joint distribution; undefined where it keeps none. @throws DriftError `reference_corrupt` */
export function monitoredCovariate(
  { features, extras = {} }: Reference,
  outputs: readonly string[],
): MonitoredCovariate | undefined {
  if (!Object.hasOwn(extras, NAME)) return undefined;
  try {
    const { features: names, moments, calibration } = kept.parse(extras[NAME]);
    const byName = new Map(standardised(features).map((entry) => [entry.feature.name, entry]));
    const inputs = names.map((name) => {
      const found = byName.get(name);
      if (found === undefined) throw new RangeError(`no numeric feature ${name}`);
      return found;
    });
    const whole = decodeMoments(Buffer.from(moments, 'base64'), names);
    const all = inputsOf(features, outputs).length;
    return { moments: new MomentBuckets(inputs, whole), calibration, all };
  } catch (cause) {
    throw new DriftError(
      'reference_corrupt',
      'the joint moments of a reference cannot be read; build it again',
      { cause },
    );
  }
}

/** Where more features vary than are looked at together. */
export function covariateWarning(reference: Reference, outputs: readonly string[]): string | undefined {
  const found = monitoredCovariate(reference, outputs);
  return found && leftOutWarning(found.moments.reference.features.length, found.all);
}

function inputsOf(features: readonly ReferenceFeature[], outputs: readonly string[]): StandardisedFeature[] {
  return standardised(features).filter(({ feature }) => !outputs.includes(feature.name));
}

function written(
  moments: SecondMoments,
  calibration: CovariateCalibration,
): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(encodeMoments(moments)).toString('base64');
  return { [NAME]: { features: moments.features, moments: bytes, calibration } };
}
