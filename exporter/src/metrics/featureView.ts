import type { FeatureResult } from '../detection/result.js';
import type { SeverityThresholds } from '../detection/settings.js';
import type { ActiveState } from '../monitor/state.js';
import type { Profile } from '../profile/profile.js';
import type { Comparison } from '../statistics/statistic.js';
import type { CounterRecord } from '../store/records.js';
import { labelText } from './labelText.js';
import type { ModelView } from './modelView.js';

/** One feature of one model at the time of a scrape. */
export interface FeatureView {
  /** Names as labels. */
  readonly model: string;
  readonly feature: string;
  /** Of the reference; absent, as is `reference`, until there is one. */
  readonly version?: string | undefined;
  /** Counts of the reference. */
  readonly reference?: Profile | undefined;
  /** Results that are not too old, shortest window first. */
  readonly windows: readonly {
    readonly window: string;
    readonly result: FeatureResult;
    readonly comparison?: Comparison | undefined;
  }[];
  /** Counts of the shortest of them. */
  readonly shortest?: { readonly window: string; readonly comparison: Comparison } | undefined;
  /** Absent where every result is too old. */
  readonly active?: ActiveState | undefined;
  readonly thresholds?: SeverityThresholds | undefined;
  readonly counter?: CounterRecord | undefined;
  /** Signs a link to the feature's picture; absent where there is no key. */
  readonly pictureLink?: (() => string | undefined) | undefined;
}

/** Every feature of the model that anything is known of. */
export function featureViews({ model, state, windows, pictureLink }: ModelView): FeatureView[] {
  const references = new Map(
    state.reference?.features.map(({ feature, profile }) => [feature.name, profile]),
  );
  const results = windows.map(({ name, features, comparisons }) => ({
    window: name,
    comparisons,
    byFeature: new Map(features.map((result) => [result.feature, result])),
  }));
  const [shortest] = windows;
  const names = new Set([...references.keys(), ...results.flatMap(({ byFeature }) => [...byFeature.keys()])]);
  return Array.from(names, (name): FeatureView => {
    const comparison = shortest?.comparisons.get(name);
    return {
      model,
      feature: labelText(name),
      version: state.reference?.version,
      reference: references.get(name),
      windows: results.flatMap(({ window, comparisons, byFeature }) => {
        const result = byFeature.get(name);
        return result === undefined ? [] : [{ window, result, comparison: comparisons.get(name) }];
      }),
      shortest: shortest && comparison && { window: shortest.name, comparison },
      active: windows.length === 0 ? undefined : state.active.get(name),
      thresholds: state.thresholds.get(name),
      counter: state.counters.get(name),
      pictureLink: pictureLink && (() => pictureLink(state.model, name)),
    };
  });
}
