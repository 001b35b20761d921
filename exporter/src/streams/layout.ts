import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import { cellCount } from '../profile/grid.js';
import type { Reference } from '../profile/reference.js';
import type { FeatureKind } from '../sources/source.js';
import { jointNames } from './outcomeReader.js';

/** What the counts of a stream are laid out by: the cells of one version of the reference, and the length of a bucket. */
export interface Layout {
  readonly version: string;
  /** Milliseconds. */
  readonly bucket: number;
  readonly features: readonly LayoutFeature[];
}

export interface LayoutFeature {
  readonly name: string;
  readonly kind: FeatureKind;
  /** How many. */
  readonly cells: number;
  /** What is summed in each cell, by name; absent where nothing is, as in what was kept before there were sums. */
  readonly joint?: readonly string[];
}

export function layoutOf({ version, features }: Reference, bucket: number, outcome?: OutcomePlan): Layout {
  return {
    version,
    bucket,
    features: features.map(({ feature: { name, kind }, profile: { grid } }) => {
      const joint = jointNames(outcome, name);
      return { name, kind, cells: cellCount(grid), ...(joint.length === 0 ? {} : { joint }) };
    }),
  };
}
