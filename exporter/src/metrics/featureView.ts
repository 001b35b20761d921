import type { ModelFindings } from '../detection/model/modelFindings.js';
import type { FeatureResult } from '../detection/result.js';
import type { SeverityThresholds } from '../detection/settings.js';
import type { ActiveState, WindowState } from '../monitor/state.js';
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
  /** As a label; absent for all rows. */
  readonly segment?: string | undefined;
  /** Of the reference; absent, as is `reference`, until there is one. */
  readonly version?: string | undefined;
  /** Counts of the reference. */
  readonly reference?: Profile | undefined;
  /** Results that are not too old, shortest window first. */
  readonly windows: readonly {
    readonly window: string;
    readonly result: FeatureResult;
    readonly comparison?: Comparison | undefined;
    /** What was found of the model as a whole. */
    readonly model?: ModelFindings | undefined;
  }[];
  /** Counts of the shortest of them. */
  readonly shortest?: { readonly window: string; readonly comparison: Comparison } | undefined;
  /** Absent where every result is too old. */
  readonly active?: ActiveState | undefined;
  /** That the feature drifts, as the network tells it; absent where it does not, or too long ago. */
  readonly probability?: number | undefined;
  readonly thresholds?: SeverityThresholds | undefined;
  readonly counter?: CounterRecord | undefined;
  /** As a label, of whoever counts only a part of a stream's rows. */
  readonly writer?: string | undefined;
  /** Signs a link to the feature's picture; absent where there is no key. */
  readonly pictureLink?: (() => string | undefined) | undefined;
}

/** Every feature of the model that anything is known of. */
export function featureViews({
  model,
  state,
  windows,
  probabilities,
  pictureLink,
}: ModelView): FeatureView[] {
  const references = new Map(
    state.reference?.features.map(({ feature, profile }) => [feature.name, profile]),
  );
  const results = new Results(windows);
  return Array.from(new Set([...references.keys(), ...results.names()]), (name): FeatureView => {
    return {
      model,
      feature: labelText(name),
      version: state.reference?.version,
      reference: references.get(name),
      ...results.of(name),
      active: windows.length === 0 ? undefined : state.active.get(name),
      probability: probabilities?.get(name),
      thresholds: state.thresholds.get(name),
      counter: state.counters.get(name),
      writer: state.writer,
      pictureLink: pictureLink && (() => pictureLink(state.model, name)),
    };
  });
}

/**
 * Every feature in every segment: scores, verdicts on windows, and distributions. What alerts go by, thresholds and counters are of
 * all rows alone.
 */
export function segmentViews({ model, segments }: ModelView): FeatureView[] {
  return segments.flatMap(({ name: segment, windows }) => {
    const results = new Results(windows);
    return results.names().map((name): FeatureView => {
      const own = results.of(name);
      return {
        model,
        feature: labelText(name),
        segment: labelText(segment),
        // whole windows are compared with all of it
        reference: own.windows.at(-1)?.comparison?.reference,
        ...own,
      };
    });
  });
}

/** The results of some windows by feature. */
class Results {
  readonly #windows;

  constructor(readonly windows: readonly Omit<WindowState, 'datasetShare' | 'datasetDetected'>[]) {
    this.#windows = windows.map(({ name, features, comparisons, model }) => ({
      window: name,
      model,
      comparisons,
      byFeature: new Map(features.map((result) => [result.feature, result])),
    }));
  }

  names(): string[] {
    return [...new Set(this.#windows.flatMap(({ byFeature }) => [...byFeature.keys()]))];
  }

  of(name: string): Pick<FeatureView, 'windows' | 'shortest'> {
    const [shortest] = this.windows;
    const comparison = shortest?.comparisons.get(name);
    return {
      windows: this.#windows.flatMap(({ window, comparisons, byFeature, model }) => {
        const result = byFeature.get(name);
        return result === undefined ? [] : [{ window, result, comparison: comparisons.get(name), model }];
      }),
      shortest: shortest && comparison && { window: shortest.name, comparison },
    };
  }
}
