import type { OutcomePlan } from '../../check/beyond/outcomePlan.js';
import type { CovariateCalibration } from '../../detection/covariate/covariateLimits.js';
import { judgeCovariate, ofSome, type CovariateVerdict } from '../../detection/covariate/judgeCovariate.js';
import { featureView, type JointComparison } from '../../detection/model/featureView.js';
import { findInModel, type ModelFindings } from '../../detection/model/modelFindings.js';
import { usualChange, type UsualChange } from '../../detection/model/usualChange.js';
import type { FeatureResult } from '../../detection/result.js';
import type { DetectionSettings } from '../../detection/settings.js';
import type { WindowComparison } from '../windowComparisons.js';
import type { GivenImportances } from './givenImportances.js';
import { JointBuckets } from './jointBuckets.js';
import type { MonitoredSegments } from './monitoredSegments.js';
import type { MomentBuckets } from './momentBuckets.js';
import type { OwnStretches } from './ownStretches.js';

/** A window that is judged as a whole; milliseconds, [from, to). */
export interface JudgedWindow {
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** Windows shorter than this are looked at feature by feature only: hours differ in too much else. */
const DAY = 86_400_000;

/** The joint distribution of a reference's inputs, and the moments of the buckets since. */
export interface MonitoredCovariate {
  readonly moments: MomentBuckets;
  readonly calibration: CovariateCalibration;
  /** Numeric inputs that vary, looked at or not. */
  readonly all: number;
}

/** What a monitor must know to judge its windows beyond single features. */
export class ModelWindows {
  readonly joint = new JointBuckets();
  #usual = new Map<string, UsualChange>();

  constructor(
    readonly bucket: number,
    readonly settings: DetectionSettings,
    readonly outcome: OutcomePlan | undefined,
    /** By feature. */
    readonly own: ReadonlyMap<string, OwnStretches>,
    readonly covariate: MonitoredCovariate | undefined,
    readonly importances?: GivenImportances,
    readonly segments?: MonitoredSegments,
  ) {}

  /** The same with buckets of its own, and without the joint distribution of the inputs, which labels do not change. */
  apart(): ModelWindows {
    const apart = new ModelWindows(this.bucket, this.settings, this.outcome, this.own, undefined);
    apart.#usual = this.#usual;
    return apart;
  }

  forget(before: number): void {
    this.joint.forget(before);
    this.covariate?.moments.forget(before);
  }

  /** Whether there is anything to judge of windows of this length. */
  judges(length: number, longest: number): boolean {
    const isLong = length >= Math.min(DAY, longest);
    const { outcome, covariate, importances, segments } = this;
    return isLong && [outcome, covariate, importances, segments].some((part) => part !== undefined);
  }

  /**
   * @param compared by feature; what they hold is read before this returns
   * @param isWhole false: what is told of each feature is left out
   */
  judge(
    window: JudgedWindow,
    results: readonly FeatureResult[],
    compared: ReadonlyMap<string, WindowComparison>,
    isWhole = true,
  ): ModelFindings {
    const { outcome, settings } = this;
    const task = outcome?.definition.task ?? 'regression';
    const looked = isWhole ? [...compared] : [...compared].filter(([feature]) => feature === outcome?.score);
    const pairs = looked.map(([feature, { comparison }]): JointComparison => {
      const { reference, current } = comparison;
      return {
        feature,
        reference,
        current: this.joint.withSums(feature, current, window.from, window.to, this.bucket),
        usual: this.#usualOf(feature, window.length),
      };
    });
    const score = pairs.find(({ feature }) => feature === outcome?.score);
    const covariate = this.#covariate(window);
    const segments = isWhole ? this.segments?.known(window, results) : undefined;
    const importance = this.importances?.importance;
    return findInModel({
      task,
      rows: results[0]?.rows ?? { reference: 0, current: 0 },
      hasLabel: outcome?.definition.label !== undefined,
      views: outcome === undefined ? [] : pairs.map((pair) => featureView(pair, task)),
      ...(score && { score }),
      outputs: outcome?.outputs ?? [],
      features: isWhole ? results : [],
      minRows: settings.minRows,
      ...(covariate && { covariate }),
      ...(segments && { segments }),
      ...(importance && isWhole && { importance }),
    });
  }

  /** Found once for each feature and length. */
  #usualOf(feature: string, length: number): UsualChange {
    const key = `${length} ${feature}`;
    let found = this.#usual.get(key);
    if (found === undefined) {
      const own = this.own.get(feature)?.get(length) ?? [];
      const task = this.outcome?.definition.task ?? 'regression';
      this.#usual.set(key, (found = usualChange(own, task, feature === this.outcome?.score)));
    }
    return found;
  }

  #covariate({ length, from, to }: JudgedWindow): CovariateVerdict | undefined {
    if (this.covariate === undefined) return undefined;
    const { moments, calibration } = this.covariate;
    const { falseDiscoveryRate: level, minRows } = this.settings;
    const current = moments.window(from, to);
    const limits = calibration[String(length)];
    const verdict = judgeCovariate(moments.reference, current, limits, { level, minRows });
    return ofSome(verdict, moments.reference.features.length, this.covariate.all);
  }
}
