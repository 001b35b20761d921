import { writeCommit } from '../../../exporter/src/store/commit.js';
import type { Database, Queryable } from '../../../exporter/src/store/database.js';
import type { ScoreRecord } from '../../../exporter/src/store/records.js';
import { fixtureCommit, fixtureReference, fixtureScore, HOUR } from '../../contract/store/fixture.js';
import { quantile, timed } from '../monitorReport.js';
import { END, features, windows } from './data.js';

export interface Written {
  readonly scores: number;
  /** Medians, in milliseconds. */
  readonly all: number;
  /** Of these, for the scores by day. */
  readonly days: number;
}

/** Commits so many hours at a time, over and over, from so many hours after the history on. */
export async function commits(
  database: Database,
  after: number,
  hours: number,
  runs: number,
): Promise<Written> {
  const { check } = fixtureCommit(fixtureReference('m', ['x']), {});
  const all: number[] = [];
  const days: number[] = [];
  let written = 0;
  for (let run = 0; run < runs; run++) {
    const scores = scoresOf(after + run * hours, hours);
    written += scores.length;
    const startedAt = new Date(END + after + run);
    const commit = {
      ...fixtureCommit(fixtureReference('m', ['x']), { check: { ...check, startedAt }, scores }),
      version: 'v',
    };
    let ofDays = 0;
    const watched = (transaction: Queryable): Queryable => ({
      script: (sql) => transaction.script(sql),
      async query<R extends object>(sql: string, values?: readonly unknown[]) {
        let rows: R[] = [];
        const took = await timed(async () => (rows = await transaction.query<R>(sql, values)));
        if (sql.includes('drift.daily_scores')) ofDays += took;
        return rows;
      },
    });
    all.push(
      await timed(() => database.transaction((transaction) => writeCommit(watched(transaction), commit))),
    );
    days.push(ofDays);
  }
  return { scores: Math.round(written / runs), all: quantile(all, 0.5), days: quantile(days, 0.5) };
}

function scoresOf(after: number, hours: number): ScoreRecord[] {
  const scores: ScoreRecord[] = [];
  for (let hour = after + 1; hour <= after + hours; hour++) {
    for (const { name, step } of windows) {
      if (hour % step !== 0) continue;
      for (const feature of features) scores.push(fixtureScore(feature, name, END + hour * HOUR, 0.1));
    }
  }
  return scores;
}
