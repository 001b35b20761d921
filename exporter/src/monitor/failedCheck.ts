import type { CheckCommit, CheckRecord } from '../store/records.js';

/** What is kept of a check that failed: that it did, and why. */
export function failedCheck(
  model: string,
  version: string,
  writer: string,
  check: Pick<CheckRecord, 'startedAt' | 'stages' | 'features' | 'error'>,
): CheckCommit {
  return {
    model,
    version,
    writer,
    check: { ...check, finishedAt: new Date(), rows: 0, buckets: 0, failedFeatures: 0 },
    buckets: [],
    counted: [],
    scores: [],
    distributions: [],
    activities: [],
    events: [],
  };
}
