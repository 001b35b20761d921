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
export const featureGroups = ['verdicts', 'psi', 'statistics', 'counters', 'distributions'] as const;
/** What is published of a segment's features; all of that goes before anything about all rows does. */
export const segmentGroups = [
  'verdicts',
  'psi',
  'statistics',
  'distributions',
] as const satisfies FeatureGroup[];

export type FeatureGroup = (typeof featureGroups)[number];
export type Group = FeatureGroup | `segment ${(typeof segmentGroups)[number]}`;
export const groups: readonly Group[] = [
  ...featureGroups,
  ...segmentGroups.map((group) => `segment ${group}` as const),
];

/** Series about one feature. */
export interface FeatureFamily extends Family {
  readonly group: FeatureGroup;
  samples(view: FeatureView): readonly Sample[];
}
