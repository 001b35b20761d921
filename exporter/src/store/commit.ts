import { createHash } from 'node:crypto';
import { putActivities } from './activities.js';
import { appendEvents } from './audit.js';
import { replaceBuckets } from './buckets.js';
import { addCounters } from './counters.js';
import { storableCount, storableJson, storableText, timestamp, type Queryable } from './database.js';
import { putDistributions } from './distributions.js';
import { putDetectors } from './detectors.js';
import { putFindings } from './findings.js';
import { lockWriter } from './locks.js';
import { ensureModel } from './models.js';
import { replaceMoments } from './moments.js';
import { movePosition } from './positions.js';
import type { CheckCommit } from './records.js';
import { putScores } from './scores.js';

/** Writes all of a commit, unless it was written before: whoever lost the answer may ask again. */
export async function writeCommit(transaction: Queryable, commit: CheckCommit): Promise<void> {
  const { model, writer } = commit;
  await lockWriter(transaction, model, writer);
  const name = nameOf(commit);
  if (await wasWritten(transaction, commit, name)) return;
  await ensureModel(transaction, model);
  await movePosition(transaction, commit);
  await replaceBuckets(transaction, commit);
  await addCounters(transaction, commit);
  await putScores(transaction, commit);
  await putDistributions(transaction, commit);
  await putActivities(transaction, commit);
  await putFindings(transaction, model, commit.version, commit.findings ?? {});
  await replaceMoments(transaction, commit);
  await putDetectors(transaction, commit);
  await putCheck(transaction, commit, name);
  // last, since it makes all other writers wait
  await appendEvents(transaction, commit.events);
}

/** Tells the commits of one check apart. */
function nameOf(commit: CheckCommit): string {
  const { version, check, replace, position, buckets, counted, scores, activities, events, findings } =
    commit;
  const rows = buckets.map(({ start, profile }) => [start, profile.rows]);
  const found = scores.map(({ to, result }) => [to, result.severity, result.statistics.psi?.value]);
  const parts = [
    version,
    check,
    replace,
    position,
    rows,
    counted.length,
    found,
    activities,
    events,
    findings,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64').slice(0, 22);
}

async function wasWritten(
  transaction: Queryable,
  { model, writer, check }: CheckCommit,
  name: string,
): Promise<boolean> {
  const found = await transaction.query(
    `SELECT FROM drift.checks WHERE model = $1 AND writer = $2 AND started_at = ${timestamp('$3')} AND commit = $4`,
    [storableText(model), writer, check.startedAt.getTime(), name],
  );
  return found.length > 0;
}

/** A check that commits stretch by stretch is one row. */
async function putCheck(transaction: Queryable, commit: CheckCommit, name: string): Promise<void> {
  const { model, version, writer, check } = commit;
  await transaction.query(
    `INSERT INTO drift.checks (model, version, writer, started_at, finished_at, stages, rows, buckets, features,
       failed_features, error, watermark, commit)
     VALUES ($1, $2, $3, ${timestamp('$4')}, ${timestamp('$5')}, $6::jsonb, $7, $8, $9, $10, $11, ${timestamp('$12')}, $13)
     ON CONFLICT (model, started_at, writer) DO UPDATE SET version = excluded.version, finished_at = excluded.finished_at,
       stages = excluded.stages, rows = checks.rows + excluded.rows, buckets = checks.buckets + excluded.buckets,
       features = greatest(checks.features, excluded.features),
       failed_features = greatest(checks.failed_features, excluded.failed_features),
       error = excluded.error, watermark = coalesce(excluded.watermark, checks.watermark), commit = excluded.commit`,
    [
      storableText(model),
      version,
      writer,
      check.startedAt.getTime(),
      check.finishedAt.getTime(),
      storableJson(check.stages),
      storableCount(check.rows),
      Math.round(storableCount(check.buckets)),
      check.features,
      check.failedFeatures,
      storableText(check.error),
      check.watermark ?? null,
      name,
    ],
  );
}
