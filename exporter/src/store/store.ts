import type { Config } from '../config/schema.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { readActivities } from './activities.js';
import { Alerts } from './alerts.js';
import { AuditLog } from './audit.js';
import { readBuckets, replaceBuckets, type Writers } from './buckets.js';
import { readChecks, type CheckQuery, type KeptCheck } from './checks.js';
import { writeCommit } from './commit.js';
import { readCounters } from './counters.js';
import type { Database } from './database.js';
import { readDetectors } from './detectors.js';
import { readDistributions } from './distributions.js';
import { dropModel } from './dropModel.js';
import { Expectations } from './expectations.js';
import {
  putFindings,
  readFindings,
  readNewestFindings,
  type FindingsQuery,
  type KeptFindings,
} from './findings.js';
import { Ingests } from './ingests.js';
import { lockWriter } from './locks.js';
import { migrate } from './migrate.js';
import { describeModel, ensureModel, type ModelDescription } from './models.js';
import { readMoments, replaceMoments, type KeptMoments } from './moments.js';
import { readPosition, readPositions } from './positions.js';
import type {
  ActivityRecord,
  BucketCounts,
  BucketProfile,
  CheckCommit,
  CounterRecord,
  DetectorsRecord,
  DistributionRecord,
  ModelFindings,
  ModelPosition,
  ScorePoint,
} from './records.js';
import { References } from './references.js';
import { applyRetention, type Retention, type RetentionResult } from './retention.js';
import { readHistory, readScores, type KeptScore, type ScoreQuery } from './scores.js';
import { keptSecret } from './secrets.js';
import { readSegmentChoices, saveSegmentChoice, type SegmentChoice } from './segmentChoices.js';
import { claimWriter } from './streamLogs.js';

export type { Alerts } from './alerts.js';
export type { AuditFinding, AuditLog } from './audit.js';
export type { CheckQuery, KeptCheck } from './checks.js';
export type { ModelDescription } from './models.js';
export type { Expectations, KeptExpectation } from './expectations.js';
export type { FindingKind, FindingsQuery, KeptFindings } from './findings.js';
export type { KeptMoments } from './moments.js';
export type { IngestRecord, Ingests, KeptQuality } from './ingests.js';
export type { KeptReference, ReferenceEntry, References } from './references.js';
export type { Retention, RetentionResult } from './retention.js';
export type { KeptScore, ScoreQuery } from './scores.js';
export type { SegmentChoice } from './segmentChoices.js';

export interface StoreOptions {
  /** Deadline of each statement on PostgreSQL, in milliseconds. */
  readonly statementTimeout?: number;
}

const STATEMENT_TIMEOUT = 60_000;

/**
 * Opens the result store and brings its schema up to date.
 * @throws DriftError `store_locked` (another process uses the folder), `store_unwritable` (folder or disk), `store_unreachable`
 * (the database is down or silent: try again later), `store_denied`, `store_version` (a newer schema), `config_invalid`
 */
export async function openStore(config: Config['store'], options: StoreOptions = {}): Promise<Store> {
  const database = await openDatabase(config, options);
  try {
    await migrate(database);
    return new Store(database);
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

// neither is loaded before it is needed
async function openDatabase(config: Config['store'], { statementTimeout }: StoreOptions): Promise<Database> {
  if (config.url !== undefined) {
    const { postgresDatabase } = await import('./postgresDatabase.js');
    return postgresDatabase(config.url.reveal(), statementTimeout ?? STATEMENT_TIMEOUT);
  }
  const { pgliteDatabase } = await import('./pgliteDatabase.js');
  return pgliteDatabase(config.path);
}

/**
 * All that an exporter remembers. Every method may throw `store_unreachable`, `store_unwritable` or `store_failed`; whoever
 * calls it may try again, and a commit that was written before is not written twice.
 */
export class Store {
  readonly #database: Database;
  readonly references: References;
  readonly audit: AuditLog;
  readonly alerts: Alerts;
  readonly expectations: Expectations;
  readonly ingests: Ingests;

  constructor(database: Database) {
    this.#database = database;
    this.references = new References(database);
    this.audit = new AuditLog(database);
    this.alerts = new Alerts(database);
    this.expectations = new Expectations(database);
    this.ingests = new Ingests(database);
  }

  /** As `Database.take`. */
  take(name: string): Promise<(() => void) | undefined> {
    return this.#database.take(name);
  }

  /** PGlite has no roles and serves nobody else: Grafana and Tableau need PostgreSQL. */
  get kind(): Database['kind'] {
    return this.#database.kind;
  }

  /** Folder, or `host:port/database`, for messages. */
  get place(): string {
    return this.#database.place;
  }

  /** Resolves where the database answers. */
  async answers(): Promise<void> {
    await this.#database.query('SELECT 1');
  }

  /** Writes all that a check has found, or nothing. @throws DriftError `store_conflict` where somebody else has moved on */
  commit(commit: CheckCommit): Promise<void> {
    return this.#database.transaction((transaction) => writeCommit(transaction, commit));
  }

  /** Writes counts in place of those of the same writer and buckets, and nothing else. */
  addBuckets(counts: BucketCounts): Promise<void> {
    return this.#database.transaction(async (transaction) => {
      await lockWriter(transaction, counts.model, counts.writer);
      await replaceBuckets(transaction, counts);
      await replaceMoments(transaction, counts);
    });
  }

  /** Writes what was found outside a check, such as performance once late labels have come: what is there of the same is replaced. */
  putFindings(model: string, version: string, findings: Partial<ModelFindings>): Promise<void> {
    return this.#database.transaction(async (transaction) => {
      await ensureModel(transaction, model);
      await putFindings(transaction, model, version, findings);
    });
  }

  /** What was found of a model beyond single features, by time: [from, to) by the windows' ends. */
  findings(query: FindingsQuery): Promise<KeptFindings> {
    return readFindings(this.#database, query);
  }

  /** The same of the newest window of a length, with each detector's newest signal and each feature's newest probability. */
  newestFindings(model: string, version: string, windowName: string): Promise<KeptFindings> {
    return readNewestFindings(this.#database, model, version, windowName);
  }

  /** Joint moments of buckets that start in [from, to), by time and then writer; those of a bucket add up over writers. */
  moments(model: string, version: string, from: number, to: number): AsyncGenerator<KeptMoments> {
    return readMoments(this.#database, model, version, from, to);
  }

  /** Where a writer's sequential detectors stand. */
  detectors(model: string, version: string, writer: string): Promise<DetectorsRecord | undefined> {
    return readDetectors(this.#database, model, version, writer);
  }

  position(model: string, version: string, writer: string): Promise<ModelPosition | undefined> {
    return readPosition(this.#database, model, version, writer);
  }

  /** Where each writer stands. */
  positions(model: string, version: string): ReturnType<typeof readPositions> {
    return readPositions(this.#database, model, version);
  }

  /** Has a writer of a stream count from one log only. @throws DriftError `store_conflict` where it counts from another */
  claimWriter(model: string, writer: string, log: string): Promise<void> {
    return claimWriter(this.#database, model, writer, log);
  }

  /**
   * Buckets that start in [from, to), summed over writers, in the order of time. They come in stretches of some 20,000 rows, so
   * that a year doesn't have to be in memory at once; a bucket's features are in one stretch.
   * @throws DriftError `store_corrupt`
   */
  readBuckets(
    model: string,
    version: string,
    features: readonly ReferenceFeature[],
    from: number,
    to: number,
    segment = '',
    writers: Writers = {},
  ): AsyncGenerator<BucketProfile[]> {
    return readBuckets(this.#database, model, version, features, from, to, segment, writers);
  }

  counters(model: string, version: string, writer: string): Promise<CounterRecord[]> {
    return readCounters(this.#database, model, version, writer);
  }

  /** The latest state of each feature and segment, with the version of the reference under which it was written. */
  activities(model: string): Promise<(ActivityRecord & { readonly version: string })[]> {
    return readActivities(this.#database, model);
  }

  /** Which values of a column were judged apart, oldest first. */
  segmentChoices(model: string, version: string, column: string): Promise<SegmentChoice[]> {
    return readSegmentChoices(this.#database, model, version, column);
  }

  /** Keeps a choice in place of one of the same column and time. */
  saveSegmentChoice(model: string, version: string, choice: SegmentChoice): Promise<void> {
    return saveSegmentChoice(this.#database, model, version, choice);
  }

  /** A trend, oldest first: [from, to) by the windows' ends. */
  history(query: ScoreQuery & { readonly feature: string; readonly window: string }): Promise<ScorePoint[]> {
    return readHistory(this.#database, query);
  }

  /** Whole scores, by window end, window and feature: [from, to) by the windows' ends. */
  scores(query: ScoreQuery): Promise<KeptScore[]> {
    return readScores(this.#database, query);
  }

  distributions(query: ScoreQuery): Promise<DistributionRecord[]> {
    return readDistributions(this.#database, query);
  }

  /** Newest first. */
  checks(query: CheckQuery): Promise<KeptCheck[]> {
    return readChecks(this.#database, query);
  }

  /** Keeps how a model is configured, for the views. */
  describeModel(description: ModelDescription): Promise<void> {
    return describeModel(this.#database, description);
  }

  /** Forgets what was counted and judged of a model. References, calibrations and the audit log stay. */
  dropModel(model: string): Promise<void> {
    return dropModel(this.#database, model);
  }

  /** A secret that all who share the store have in common: the first one that was offered under this name. */
  secret(name: string, offered: string): Promise<string> {
    return keptSecret(this.#database, name, offered);
  }

  /**
   * Rolls older buckets up into days, removes what has been kept long enough, and tidies up, in short steps that may be
   * broken off at any time.
   * @param now of a model's data, in milliseconds since the epoch; models that it doesn't know are left as they are
   * @param needed how far back a model still needs its buckets, in milliseconds, whatever the retention says
   */
  retain(
    retention: Retention,
    now: (model: string) => number | undefined,
    needed?: (model: string) => number,
  ): Promise<RetentionResult> {
    return applyRetention(this.#database, retention, now, needed);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
