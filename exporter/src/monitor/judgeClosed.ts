import { exceeds, type Exceedance } from '../detection/overTime/exceeds.js';
import { judgeWindow } from '../detection/overTime/judgeWindow.js';
import { nextActivity, type Activity } from '../detection/overTime/activity.js';
import { thresholdsOf, type DetectionSettings } from '../detection/settings.js';
import type { FeatureResult } from '../detection/result.js';
import type { ActivityRecord, AuditEvent, DistributionRecord, ScoreRecord } from '../store/records.js';
import { addRecords, findingRecords, noRecords, type WindowRecords } from './beyond/findingRecords.js';
import type { JudgedWindow, ModelWindows } from './beyond/modelWindows.js';
import { Breather } from './breather.js';
import type { BucketMap } from './bucketMap.js';
import { distributionOf } from './distribution.js';
import { scoreStep } from './scoreStep.js';
import type { SlidingWindows } from './slidingWindows.js';
import { windowComparisons, type ComparisonContext, type WindowComparison } from './windowComparisons.js';

/** What judging closed buckets has brought. */
export interface ClosedJudgement {
  readonly scores: ScoreRecord[];
  readonly distributions: DistributionRecord[];
  readonly events: AuditEvent[];
  readonly findings: WindowRecords;
}

/** A closed bucket as it has been judged. */
export interface ClosedBucket {
  readonly to: number;
  /** By feature. */
  readonly activities: ReadonlyMap<string, Activity>;
  /** By length of window, then by feature; profiles change as the windows advance. */
  readonly compared: ReadonlyMap<number, ReadonlyMap<string, WindowComparison>>;
}

/** The verdicts over time of one model: advanced once a closed bucket, whether it closes now or years ago. */
export class ClosedBuckets {
  constructor(
    readonly context: ComparisonContext,
    readonly windows: SlidingWindows,
    readonly settings: DetectionSettings,
    /** By feature; replaced as buckets close. */
    readonly activities: Map<string, Activity>,
    /** Absent where nothing is told beyond single features. */
    readonly model?: ModelWindows,
  ) {}

  /**
   * Judges every bucket that ends at or before `until`.
   * @param unwrittenFrom start of the first bucket that the store does not have yet
   * @param watch told of each, in order
   */
  async advance(
    buckets: BucketMap,
    until: number,
    unwrittenFrom: number,
    watch?: (bucket: ClosedBucket) => void,
  ): Promise<ClosedJudgement> {
    const found: ClosedJudgement = { scores: [], distributions: [], events: [], findings: noRecords() };
    const breather = new Breather();
    const unwritten = { buckets, from: unwrittenFrom };
    await this.context.moving?.moveTo(this.windows.end, until, unwritten);
    while (this.windows.end < until) {
      this.windows.advance(buckets);
      await this.context.moving?.moveTo(this.windows.end, until, unwritten);
      const compared = this.#judge(found);
      watch?.({ to: this.windows.end, activities: this.activities, compared });
      await breather.breathe();
    }
    return found;
  }

  #saying({ comparison, calibration }: WindowComparison): Exceedance {
    const { moving, calibration: all } = this.context;
    const said = exceeds(comparison, calibration, this.settings, all.persistence);
    return moving === undefined ? said : atOnce(said);
  }

  /** Beyond single features, once a window is full. */
  #judgeModel(
    window: JudgedWindow,
    windowName: string,
    results: readonly FeatureResult[],
    compared: ReadonlyMap<string, WindowComparison>,
    { findings }: ClosedJudgement,
  ): void {
    const { lengths, countedFrom } = this.context;
    const longest = Math.max(...lengths.map(({ length }) => length));
    if (this.model === undefined || window.from < countedFrom) return;
    if (!this.model.judges(window.length, longest)) return;
    const isWhole = window.to % window.length === 0;
    const found = this.model.judge(window, results, compared, isWhole);
    const rows = results[0]?.rows.current ?? 0;
    addRecords(findings, findingRecords({ ...window, windowName }, found, rows), isWhole);
  }

  #judge(found: ClosedJudgement): ClosedBucket['compared'] {
    const { scores, distributions, events } = found;
    const { end: to, bucket } = this.windows;
    const { features, lengths, minCell, model, countedFrom } = this.context;
    const { persistence } = this.context.calibration;
    const compared = new Map(
      lengths.map(({ length }) => [
        length,
        windowComparisons(this.context, this.windows, length, to - length, to),
      ]),
    );
    // before one window of the shortest length is full, there are no limits to judge by
    const isFull = to - countedFrom >= Math.min(...lengths.map(({ length }) => length));
    for (const { feature } of features) {
      const { name } = feature;
      const steps = lengths.map(({ length }) => {
        const own = compared.get(length)?.get(name);
        return {
          length,
          ...(own === undefined || own.inconclusive !== undefined || !isFull
            ? { exceeded: null, holds: null, effect: 0 }
            : this.#saying(own)),
        };
      });
      const previous = this.activities.get(name);
      const next = nextActivity(previous, { at: to, windows: steps }, persistence);
      this.activities.set(name, next);
      if (next.active !== (previous?.active ?? false)) events.push(changed(model, name, next, previous, to));
    }
    for (const { length, name: windowName } of lengths) {
      const comparisons = compared.get(length);
      if (comparisons === undefined || comparisons.size === 0) continue;
      if (to % scoreStep(length, bucket) === 0) {
        const named = Array.from(comparisons, ([feature, own]) => ({ feature, ...own }));
        const results = judgeWindow(named, this.settings);
        const window = { windowName, segment: '', from: to - length, to };
        scores.push(
          ...results.map((result) => ({
            ...window,
            result,
            thresholds: thresholdsOf(result.feature, this.settings),
          })),
        );
        this.#judgeModel({ length, from: to - length, to }, windowName, results, comparisons, found);
      }
      if (to % length === 0) {
        for (const [feature, { comparison }] of comparisons) {
          distributions.push(distributionOf(feature, windowName, to - length, to, comparison, minCell));
        }
      }
    }
    return compared;
  }
}

/**
 * What lasts becomes the reference, where that moves on, and an outage in the reference would look like a change for as long as
 * it is in there: only what is far off at once counts then.
 */
function atOnce(said: Exceedance): Exceedance {
  const { missing } = said;
  return {
    ...said,
    lasts: said.exceeded,
    ...(missing && { missing: { ...missing, lasts: missing.exceeded } }),
  };
}

/** The kept form of activities. */
export function activityRecords(activities: ReadonlyMap<string, Activity>): ActivityRecord[] {
  return Array.from(activities, ([feature, activity]) => ({
    feature,
    segment: '',
    active: activity.active,
    ...(activity.since === undefined ? {} : { since: activity.since }),
    state: activity,
  }));
}

function changed(
  model: string,
  feature: string,
  next: Activity,
  previous: Activity | undefined,
  to: number,
): AuditEvent {
  const since = next.active ? next.since : previous?.since;
  return {
    at: new Date(),
    actor: 'drift-exporter',
    action: next.active ? 'drift_started' : 'drift_ended',
    subject: { model, feature },
    detail: {
      data_until: new Date(to).toISOString(),
      ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    },
  };
}
