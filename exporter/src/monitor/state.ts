import type { ModelConfig } from '../config/schema.js';
import type { ModelFindings } from '../detection/model/modelFindings.js';
import type { Exclusion, FeatureResult, Severity } from '../detection/result.js';
import type { Reference } from '../profile/reference.js';
import type { Comparison } from '../statistics/statistic.js';
import type { RaisedChanges } from './beyond/errorSignals.js';
import type { Probabilities } from './beyond/driftProbabilities.js';
import type { CounterRecord } from '../store/records.js';
import type { KeptQuality } from '../store/store.js';

/** The parts of a check that are timed and that can fail. */
export const stages = ['reference', 'count', 'judge', 'store'] as const;
export type Stage = (typeof stages)[number];

/** One evidence window of one model as it stands: it ends with the newest bucket that has rows, open or not. */
export interface WindowState {
  /** Its length as people write it: `6h`, `7d`. */
  readonly name: string;
  /** Milliseconds. */
  readonly length: number;
  readonly from: Date;
  readonly to: Date;
  /** After this the result is too old to show. */
  readonly expires: Date;
  /** By severity and name as the model lists its features; every feature of the reference that could be counted. */
  readonly features: readonly FeatureResult[];
  /** What pictures and distributions show, by feature; small cells are suppressed. */
  readonly comparisons: ReadonlyMap<string, Comparison>;
  /** Share of the conclusive features that have drifted; absent where none is conclusive. */
  readonly datasetShare?: number;
  readonly datasetDetected: boolean;
  /** Beyond single features; absent of windows that are not looked at as a whole, or are not full yet. */
  readonly model?: ModelFindings;
}

/** One segment of a model's rows as it stands. */
export interface SegmentState {
  /** `column=value`. */
  readonly name: string;
  readonly column: string;
  /** As text, '' for NULL; null for the rest, which has no segment of its own. */
  readonly value: string | null;
  /** Shortest first, each with the features that could be counted. */
  readonly windows: readonly Omit<WindowState, 'datasetShare' | 'datasetDetected' | 'model'>[];
}

/** Whether a feature counts as drifting, over all windows. */
export interface ActiveState {
  readonly active: boolean;
  readonly since?: Date;
  /** The worst that has held in this episode, by the thresholds of now; while active. */
  readonly severity?: Severity;
}

/** Everything that is known of one model after its last check: immutable, replaced as a whole. */
export interface ModelState {
  readonly model: string;
  readonly team?: string;
  readonly source: string;
  readonly timeZone: string;
  readonly reference?: Reference & { readonly created: Date };
  /** The configuration describes another reference than the one in use; `reference promote` would switch. */
  readonly promotionDue: boolean;
  /** Newest row. */
  readonly watermark?: Date;
  readonly closedUntil?: Date;
  /** Of the last check that succeeded. */
  readonly lastSuccess?: Date;
  /** From then on, by the machine's clock, checks or rows have not come for too long. */
  readonly staleFrom?: Date;
  /** Of the last check, where it failed. */
  readonly failure?: { readonly at: Date; readonly stage: Stage; readonly message: string };
  /** Catching up with the past: buckets done and to do. */
  readonly progress?: { readonly done: number; readonly total: number };
  /** Shortest first. Empty until the first check is through, and again once results are too old. */
  readonly windows: readonly WindowState[];
  /** By column as configured, then by value; empty where the model has none. */
  readonly segments: readonly SegmentState[];
  /** By feature. */
  readonly active: ReadonlyMap<string, ActiveState>;
  /** Whether so many features are active that the data as a whole drift; absent where nothing is known. */
  readonly datasetActive?: boolean;
  /** Under which name counters count, where those of others count other rows of the same stream. */
  readonly writer?: string;
  /** How likely each feature drifts by the sequence of its scores; absent where nothing was scored. */
  readonly probabilities?: Probabilities & { readonly expires: Date };
  /** What change detectors have raised that are fed the error of each bucket, or row of a stream; absent where errors are not known. */
  readonly errorChanges?: RaisedChanges;
  /** What each feature's cell counters have counted, by feature. */
  readonly counters: ReadonlyMap<string, CounterRecord>;
  /** Of the rows that were ingested; absent where the model has no section ingest. */
  readonly quality?: KeptQuality & { readonly expires?: Date };
  readonly excluded: readonly Exclusion[];
  readonly failed: readonly { readonly feature: string; readonly error: string }[];
  readonly warnings: readonly string[];
  /** Thresholds of each feature, for gauges and pages. */
  readonly thresholds: ReadonlyMap<
    string,
    { readonly small: number; readonly significant: number; readonly critical: number }
  >;
}

/** A model that has not been looked at yet. */
export function initialState(model: Pick<ModelConfig, 'name' | 'team' | 'source' | 'time_zone'>): ModelState {
  return {
    model: model.name,
    source: model.source,
    timeZone: model.time_zone,
    ...(model.team === undefined ? {} : { team: model.team }),
    promotionDue: false,
    windows: [],
    segments: [],
    active: new Map(),
    counters: new Map(),
    excluded: [],
    failed: [],
    warnings: [],
    thresholds: new Map(),
  };
}
