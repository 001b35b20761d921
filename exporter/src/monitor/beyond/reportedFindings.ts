import { outcomeWishOf } from '../../check/beyond/outcomeWish.js';
import type { ModelConfig } from '../../config/schema.js';
import { judgeCovariate, ofSome, type CovariateVerdict } from '../../detection/covariate/judgeCovariate.js';
import type { LengthLimits } from '../../detection/covariate/covariateLimits.js';
import { featureView, type JointComparison } from '../../detection/model/featureView.js';
import { findInModel, type ModelFindings } from '../../detection/model/modelFindings.js';
import { usualChange, type UsualChange } from '../../detection/model/usualChange.js';
import type { FeatureResult } from '../../detection/result.js';
import type { DetectionSettings } from '../../detection/settings.js';
import { decodeMoments } from '../../profile/momentsCodec.js';
import { emptyMoments, mergeMoments, type SecondMoments } from '../../profile/secondMoments.js';
import type { Comparison } from '../../statistics/statistic.js';
import type { KeptReference, Store } from '../../store/store.js';
import type { ReportWindow } from '../reportFromStore.js';
import { KeptFacts } from './keptFacts.js';
import type { MonitoredCovariate } from './modelWindows.js';
import { ownStretches } from './ownStretches.js';
import { monitoredCovariate } from './referenceCovariate.js';

/**
 * What is told of a model as a whole in the windows of a report: from the counts, the sums of labels and the joint moments that the store
 * holds, as a one-shot check tells it of rows. Where drift lies, and importances of a table, are as the monitor found them.
 */
export class ReportedFindings {
  private constructor(
    readonly model: ModelConfig,
    readonly kept: KeptReference,
    readonly settings: DetectionSettings,
    readonly usual: ReadonlyMap<string, UsualChange>,
    readonly covariate: MonitoredCovariate | undefined,
    /** Of each window. */
    readonly moments: readonly SecondMoments[],
    readonly facts: KeptFacts,
  ) {}

  /** Undefined beside a reference that moves on, which keeps neither sums of labels nor moments. */
  static async open(
    model: ModelConfig,
    kept: KeptReference,
    store: Store,
    windows: readonly ReportWindow[],
    settings: DetectionSettings,
  ): Promise<ReportedFindings | undefined> {
    const { reference } = kept;
    if (model.reference?.kind === 'rolling' || model.reference?.kind === 'seasonal') return undefined;
    const covariate = monitoredCovariate(reference, outputsOf(model));
    const moments = covariate === undefined ? [] : await momentsOf(kept, covariate, store, windows);
    const usual = await usualChanges(model, kept, store);
    const facts = await KeptFacts.read(model, reference.version, store, windows);
    return new ReportedFindings(model, kept, settings, usual, covariate, moments, facts);
  }

  /** @param comparisons by feature, with the sums of labels of the window */
  judge(
    index: number,
    window: ReportWindow,
    features: readonly FeatureResult[],
    comparisons: ReadonlyMap<string, Comparison>,
  ): ModelFindings {
    const { outcome } = this.kept.reference;
    const task = outcome?.task ?? 'regression';
    const pairs = Array.from(comparisons, ([feature, { reference, current }]): JointComparison => {
      return { feature, reference, current, usual: this.usual.get(feature) ?? {} };
    });
    const score = pairs.find(({ feature }) => feature === outcome?.score);
    const outputs = outputsOf(this.model);
    const covariate = this.#covariate(index, window);
    const inputs = pairs.map(({ feature }) => feature).filter((feature) => !outputs.includes(feature));
    const importance = this.facts.importance(window, inputs);
    const found = findInModel({
      ...{ task, outputs, features, minRows: this.settings.minRows },
      rows: features[0]?.rows ?? { reference: 0, current: 0 },
      hasLabel: outcome !== undefined && outcomeWishOf(this.model)?.label !== undefined,
      views: outcome === undefined ? [] : pairs.map((pair) => featureView(pair, task)),
      ...(score && { score }),
      ...(covariate && { covariate }),
      ...(importance && { importance }),
    });
    // of shorter windows than this one, so that they are no part of its story
    const segments = this.facts.segments(window, features);
    return segments.length === 0 ? found : { ...found, segment_shares: segments };
  }

  /** By the limits of the longest windows that fit: longer ones vary less. */
  #covariate(index: number, { from, to }: ReportWindow): CovariateVerdict | undefined {
    const current = this.moments[index];
    if (this.covariate === undefined || current === undefined) return undefined;
    const { moments, calibration, all } = this.covariate;
    const [longest] = Object.keys(calibration)
      .map(Number)
      .filter((length) => length <= to - from)
      .sort((a, b) => b - a);
    const limits: LengthLimits | undefined = calibration[String(longest)];
    const { falseDiscoveryRate: level, minRows } = this.settings;
    const verdict = judgeCovariate(moments.reference, current, limits, { level, minRows });
    return ofSome(verdict, moments.reference.features.length, all);
  }
}

/** What the model makes is no input of it. */
function outputsOf(model: ModelConfig): string[] {
  const wish = outcomeWishOf(model);
  return [wish?.prediction, wish?.decision].filter((name) => name !== undefined);
}

async function momentsOf(
  { model, reference: { version } }: KeptReference,
  { moments: { reference } }: MonitoredCovariate,
  store: Store,
  windows: readonly ReportWindow[],
): Promise<SecondMoments[]> {
  const sums = windows.map(() => emptyMoments(reference.features));
  const [from, to] = [windows[0]?.from ?? 0, windows.at(-1)?.to ?? 0];
  for await (const { start, blob } of store.moments(model, version, from, to)) {
    const index = windows.findIndex((window) => start >= window.from && start < window.to);
    const sum = sums[index];
    if (sum !== undefined) sums[index] = mergeMoments(sum, decodeMoments(blob, reference.features));
  }
  return sums;
}

/** How much the features' relations to the label change between quarters of the reference. */
async function usualChanges(
  { bucket }: ModelConfig,
  { model, reference: { version, features, outcome } }: KeptReference,
  store: Store,
): Promise<ReadonlyMap<string, UsualChange>> {
  const usual = new Map<string, UsualChange>();
  if (outcome === undefined) return usual;
  for (const feature of features) {
    const { name } = feature.feature;
    const own = ownStretches(await store.references.buckets(model, version, feature), [Infinity], bucket);
    usual.set(name, usualChange(own.get(Infinity) ?? [], outcome.task, name === outcome.score));
  }
  return usual;
}
