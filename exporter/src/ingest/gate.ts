import { formatDuration } from '../config/duration.js';
import type { IngestConfig } from '../config/schema.js';
import type { Tally } from './tally.js';

/** What is wrong with a file as a whole. */
export interface FileFinding {
  readonly message: string;
  /** Whether nothing of it may be written. */
  readonly fails: boolean;
}

/** So many earlier files tell what is usual. */
const ENOUGH = 5;

/**
 * Holds a file as a whole against its rules.
 * @param tally of the rows that are new
 * @param history rows of earlier files of the model, newest first
 * @param now milliseconds since the epoch
 */
export function fileFindings(
  { max_refused: most, row_count: count, freshness }: IngestConfig,
  tally: Tally,
  history: readonly number[],
  now: number,
): FileFinding[] {
  const findings: FileFinding[] = [];
  const { rows, refused, newest } = tally;
  const add = (action: 'warn' | 'fail', message: string): void =>
    void findings.push({ message, fails: action === 'fail' });
  if (rows > 0 && refused / rows > most) {
    add('fail', `${refused} of ${rows} rows fail a rule, more than ingest.max_refused (${most}) allows`);
  }
  if (count.at_least !== undefined && rows < count.at_least) {
    add(count.on_failure, `${rows} rows, expected at least ${count.at_least} (ingest.row_count)`);
  }
  if (count.at_most !== undefined && rows > count.at_most) {
    add(count.on_failure, `${rows} rows, expected at most ${count.at_most} (ingest.row_count)`);
  }
  if (count.usual && history.length >= ENOUGH) {
    const usual = median(history);
    if (rows < usual / 2 || rows > usual * 2) {
      add(
        count.on_failure,
        `${rows} rows where the last ${history.length} files had ${usual} (ingest.row_count.usual)`,
      );
    }
  }
  if (freshness !== undefined) {
    const age = newest === undefined ? undefined : now - newest;
    if (age === undefined) {
      add(freshness.on_failure, 'no row has a time to tell how fresh it is (ingest.freshness)');
    } else if (age > freshness.max_age) {
      const allowed = formatDuration(freshness.max_age);
      add(
        freshness.on_failure,
        `the newest row is of ${new Date(newest ?? 0).toISOString()}, older than ${allowed} (ingest.freshness)`,
      );
    }
  }
  return findings;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
