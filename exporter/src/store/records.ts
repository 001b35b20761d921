import type { FeatureResult, Severity } from '../detection/result.js';
import type { SeverityThresholds } from '../detection/settings.js';
import type { Profile } from '../profile/profile.js';

/** The counts of one feature in one bucket, as one writer saw them. */
export interface BucketProfile {
  readonly feature: string;
  /** Empty for all rows, else `column=value`. */
  readonly segment: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** Milliseconds, as read from the store, where the writer said: older buckets are rolled up into days of UTC. */
  readonly length?: number;
  readonly profile: Profile;
}

/** One feature in one window that ended at the end of a closed bucket. */
export interface ScoreRecord {
  readonly windowName: string;
  readonly segment: string;
  /** Milliseconds since the epoch, [from, to). */
  readonly from: number;
  readonly to: number;
  readonly result: FeatureResult;
  /** The feature's, so that charts show them beside the score. */
  readonly thresholds?: SeverityThresholds;
}

/** Reference against current in the cells of a picture; the arrays are of one length. */
export interface DistributionRecord {
  readonly windowName: string;
  readonly segment: string;
  readonly feature: string;
  readonly from: number;
  readonly to: number;
  /** Upper edges of numeric cells, +Infinity last; absent for categories. */
  readonly uppers?: Float64Array;
  /** Names of categorical cells, the last two `other` and `unseen`; absent for numbers. */
  readonly categories?: readonly string[];
  /** Rows in each cell. */
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly missing: { readonly reference: number; readonly current: number };
}

/** Whether a feature counts as drifting, over all windows, and since when. */
export interface ActivityRecord {
  readonly feature: string;
  readonly segment: string;
  readonly active: boolean;
  /** Milliseconds since the epoch; present where active. */
  readonly since?: number;
  /** What the persistence rule needs to go on, as JSON. */
  readonly state: unknown;
}

/** What happened, for people who must answer for it. Never holds a secret or a row. */
export interface AuditEvent {
  readonly at: Date;
  /** A user's or token's name, `drift-exporter` for the monitor itself, `local` where nobody logs in. */
  readonly actor: string;
  readonly action:
    | 'drift_started'
    | 'drift_ended'
    | 'reference_built'
    | 'reference_promoted'
    | 'config_changed'
    | 'reloaded'
    | 'reload_failed'
    | 'login_failed'
    | 'alert_acknowledged'
    | 'feature_expected'
    | 'expectation_ended'
    | 'started'
    | 'stopped'
    | 'backfilled'
    | 'ingested';
  /** Names the model, feature, file or address that it is about. */
  readonly subject: Readonly<Record<string, string>>;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One run of a model's check. */
export interface CheckRecord {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** Seconds by stage: reference, count, judge, store. */
  readonly stages: Readonly<Partial<Record<string, number>>>;
  readonly rows: number;
  readonly buckets: number;
  readonly features: number;
  readonly failedFeatures: number;
  /** Empty where it succeeded. */
  readonly error: string;
  /** Newest row, milliseconds since the epoch. */
  readonly watermark?: number;
}

/** Observations of one feature that its cell counters have ever counted. */
export interface CounterRecord {
  readonly feature: string;
  /** By PSI cell. */
  readonly counts: Float64Array;
  /** Σx of the finite values, for the histogram's `_sum`. */
  readonly sum: number;
}

/** Buckets that start in [from, to), milliseconds since the epoch: those of all rows, and of these segments. */
export interface ReplacedBuckets {
  readonly from: number;
  readonly to: number;
  readonly segments?: readonly string[];
}

/** A stretch of time that ended at the end of a closed bucket; milliseconds since the epoch, [from, to). */
export interface RecordedWindow {
  readonly windowName: string;
  readonly from: number;
  readonly to: number;
}

/** A measure of how well a model predicts in a window; replaced as labels come. */
export interface PerformanceRecord extends RecordedWindow {
  readonly metric: string;
  /** Absent while labels are missing. */
  readonly value?: number;
  readonly estimated?: number;
  readonly estimatedLower?: number;
  readonly estimatedUpper?: number;
  readonly reference?: number;
  /** Whether the relation of features and label has changed; absent where unknown. */
  readonly conceptDetected?: boolean;
  readonly rows: number;
  readonly labelledRows: number;
}

/** How far the joint distribution has moved in a window, by one measure. */
export interface CovariateRecord extends RecordedWindow {
  readonly statistic: string;
  readonly score: number;
  readonly threshold?: number;
  readonly detected?: boolean;
  readonly reason: string;
}

/** How much a feature matters in a window, and its part in the drift. */
export interface ImportanceRecord extends RecordedWindow {
  readonly feature: string;
  /** Absent where only the attribution is known. */
  readonly method?: 'configured' | 'table' | 'estimated';
  /** Shares of the model's whole, and ranks from 1 on. */
  readonly share?: number;
  readonly rank?: number;
  readonly referenceShare?: number;
  readonly referenceRank?: number;
  readonly attribution?: number;
}

/** What the change of a mean is made of in a window, seen through one feature; the parts add up to `change`. */
export interface DecompositionRecord extends RecordedWindow {
  readonly feature: string;
  readonly target: 'label' | 'prediction' | 'error';
  readonly change: number;
  readonly covariate: number;
  readonly concept: number;
  readonly interaction: number;
}

/** How much of a feature's drift lies in some rows; those of a feature and window take the place of all that were there. */
export interface SegmentShareRecord extends RecordedWindow {
  readonly feature: string;
  /** `column=value`. */
  readonly segment: string;
  readonly share: number;
  readonly rows: number;
}

/** A sequential detector found a change. */
export interface ConceptSignalRecord {
  readonly method: string;
  /** Milliseconds since the epoch. */
  readonly dataUntil: number;
  readonly level: 'warning' | 'drift';
  readonly value?: number;
}

/** The probability that a feature drifts, after a bucket. */
export interface ProbabilityRecord {
  readonly feature: string;
  /** Milliseconds since the epoch. */
  readonly dataUntil: number;
  readonly probability: number;
}

/** What was found beyond single features; what is there for the same window and subject is replaced. */
export interface ModelFindings {
  readonly performance: readonly PerformanceRecord[];
  readonly covariate: readonly CovariateRecord[];
  readonly importance: readonly ImportanceRecord[];
  readonly decompositions: readonly DecompositionRecord[];
  readonly segmentShares: readonly SegmentShareRecord[];
  readonly conceptSignals: readonly ConceptSignalRecord[];
  readonly probabilities: readonly ProbabilityRecord[];
}

/** Joint moments of one bucket, as one writer saw them. */
export interface MomentsRecord {
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** As `profile/secondMoments.ts` encodes them. */
  readonly blob: Uint8Array;
}

/** Where the sequential detectors of a model stand: states as JSON, after the buckets that start before `until`. */
export interface DetectorsRecord {
  readonly until: number;
  readonly state: unknown;
}

/** Counts as one writer found them. */
export interface BucketCounts {
  readonly model: string;
  readonly version: string;
  readonly writer: string;
  readonly replace?: ReplacedBuckets;
  readonly buckets: readonly BucketProfile[];
  /** Of each bucket, in milliseconds; shorter than a day where absent. */
  readonly bucketLength?: number;
  /** In place of those of the same writer that start in [replace.from, replace.to); where absent, all stay. */
  readonly moments?: readonly MomentsRecord[];
}

/**
 * All that one check of one model writes: in one transaction, so that a crash leaves all of it or nothing.
 * Buckets of the writer that start in [replace.from, replace.to) are deleted first; what is absent then was empty.
 */
export interface CheckCommit extends BucketCounts {
  readonly check: CheckRecord;
  /**
   * Where counting stands once this is written; absent where it doesn't move, as in a backfill. Refused with
   * `store_conflict` where the stored `closedUntil` is no longer `was`: somebody else has counted meanwhile.
   */
  readonly position?: Omit<ModelPosition, 'version'> & { readonly was?: number };
  /** Added to the counters, once, as buckets first close. */
  readonly counted: readonly CounterRecord[];
  readonly scores: readonly ScoreRecord[];
  readonly distributions: readonly DistributionRecord[];
  readonly activities: readonly ActivityRecord[];
  readonly events: readonly AuditEvent[];
  /** Absent where nothing beyond single features is watched. */
  readonly findings?: Partial<ModelFindings>;
  readonly detectors?: DetectorsRecord;
}

/** Where a model's monitor stands; what a restart continues from. */
export interface ModelPosition {
  readonly version: string;
  /** Buckets that start before this are closed. */
  readonly closedUntil: number;
  /** Oldest bucket that was counted. */
  readonly countedFrom: number;
  /** Milliseconds that all times were moved forward by, with `clock: shifted`. */
  readonly shift: number;
}

/** A kept row of the audit log. Its hash covers its content and the hash of the row before it. */
export interface AuditEntry extends AuditEvent {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** A kept score of one feature in one window, for trends. */
export interface ScorePoint {
  readonly to: Date;
  readonly psi: number | null;
  readonly noiseFloor: number | null;
  readonly referenceVariation: number | null;
  readonly missingPsi: number | null;
  readonly drifted: boolean | null;
  readonly severity: Severity;
  readonly version: string;
  readonly rows: number;
}
