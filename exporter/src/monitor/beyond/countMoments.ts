import { isGeneral } from '../../check/batches.js';
import { DriftError } from '../../errors.js';
import type { MomentsRecord } from '../../store/records.js';
import type { MonitoringPlan } from '../plan.js';
import type { ModelWindows } from './modelWindows.js';

/**
 * Counts the joint moments of the buckets of [from, to), whose rows lie before `limit`. What fails for a column's sake, which the
 * features tell of, is a warning: the features were counted.
 */
export async function countMoments(
  model: ModelWindows | undefined,
  { source, rows, bucket }: Pick<MonitoringPlan, 'source' | 'rows' | 'bucket'>,
  from: number,
  to: number,
  limit: number,
): Promise<{ readonly moments?: MomentsRecord[]; readonly problem?: string }> {
  const { moments } = model?.covariate ?? {};
  if (moments === undefined) return {};
  try {
    return { moments: await moments.count(source, rows, bucket, from, to, limit) };
  } catch (error) {
    if (!(error instanceof DriftError)) throw error;
    // many features take many times longer than their counts did
    if (isGeneral(error) && error.code !== 'source_timeout') throw error;
    return { problem: `the joint distribution cannot be counted: ${error.detail}` };
  }
}
