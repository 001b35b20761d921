import { maxOf } from './replicas.js';

/** Leaves out features that somebody said would drift, until the date that was named. */
export function unlessExpected(expr: string): string {
  return `${expr}\nunless ${maxOf('drift_expected_until_timestamp_seconds')} > time()`;
}
