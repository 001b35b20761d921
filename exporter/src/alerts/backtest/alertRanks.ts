import { reachesShare } from '../../detection/overTime/datasetActive.js';
import type { SeverityThresholds } from '../../detection/settings.js';
import { severityOf } from '../../detection/verdict.js';
import type { Replay, ReplayedFeature } from './replay.js';

export interface AlertRules {
  /** The thresholds of a feature. */
  readonly thresholdsOf: (feature: ReplayedFeature) => SeverityThresholds;
  /** Share of the features in drift from which the data as a whole are. */
  readonly datasetShare: number;
}

/** By bucket: 0 where no alert holds, 1 where a warning does, 2 where a critical one does too. */
export type Ranks = Uint8Array;

/** Which alerts hold, bucket by bucket. */
export interface AlertRanks {
  /** In the order of the replay. */
  readonly ofFeatures: readonly Ranks[];
  /** Of the alert on the data as a whole: that of the worst feature in drift. */
  readonly ofDataset: Ranks;
  /** 1 where the data as a whole are in drift, worth an alert or not. */
  readonly dataset: Uint8Array;
}

export function alertRanks(replay: Replay, { thresholdsOf, datasetShare }: AlertRules): AlertRanks {
  const { features, buckets } = replay;
  const ofFeatures = features.map((feature) => featureRanks(feature, thresholdsOf(feature)));
  const dataset = Uint8Array.from({ length: buckets }, (_, index) => {
    let active = 0;
    for (const feature of features) active += feature.active[index] as number;
    return Number(reachesShare(active, features.length, datasetShare));
  });
  const ofDataset = dataset.map((isActive, index) =>
    isActive === 1 ? ofFeatures.reduce((worst, own) => Math.max(worst, own[index] as number), 0) : 0,
  );
  return { ofFeatures, ofDataset, dataset };
}

function featureRanks({ active, effects }: ReplayedFeature, thresholds: SeverityThresholds): Ranks {
  return active.map((isActive, index) => (isActive === 1 ? rankOf(effects[index] as number, thresholds) : 0));
}

function rankOf(effect: number, thresholds: SeverityThresholds): number {
  const severity = severityOf(effect, thresholds);
  return severity === 'critical' ? 2 : severity === 'significant' ? 1 : 0;
}
