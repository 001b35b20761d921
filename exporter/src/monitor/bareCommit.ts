import type { CheckCommit, CheckRecord } from '../store/records.js';

/** A commit that keeps how a check went and nothing else: what it brings besides is added. */
export function bareCommit(
  of: Pick<CheckCommit, 'model' | 'version' | 'writer'>,
  check: Pick<CheckRecord, 'startedAt' | 'stages' | 'features'> & Partial<CheckRecord>,
): CheckCommit {
  return {
    ...of,
    check: { finishedAt: new Date(), rows: 0, buckets: 0, failedFeatures: 0, error: '', ...check },
    buckets: [],
    counted: [],
    scores: [],
    distributions: [],
    activities: [],
    events: [],
  };
}
