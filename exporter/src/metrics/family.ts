import type { FeatureView } from './featureView.js';
import type { ModelView } from './modelView.js';

/** One series and its value as of now; finite, or a count. */
export interface Sample {
  /** Of a histogram's series: `_bucket`, `_sum` or `_count`. */
  readonly suffix?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What all series of one name have in common. */
export interface Family {
  readonly name: string;
  /** One sentence; who renders it adds that checks have their own schedule. */
  readonly help: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
}

/** Series about a whole model: always published. */
export interface ModelFamily extends Family {
  samples(view: ModelView): readonly Sample[];
}

/**
 * What is kept or dropped as a whole, for one feature, where there are more series than the budget allows; the last goes
 * first.
 */
export const groups = ['verdicts', 'psi', 'statistics', 'counters', 'distributions'] as const;
export type Group = (typeof groups)[number];

/** Series about one feature. */
export interface FeatureFamily extends Family {
  readonly group: Group;
  samples(view: FeatureView): readonly Sample[];
}
