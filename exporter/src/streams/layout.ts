import { cellCount } from '../profile/grid.js';
import type { Reference } from '../profile/reference.js';
import type { FeatureKind } from '../sources/source.js';

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
}

export function layoutOf({ version, features }: Reference, bucket: number): Layout {
  return {
    version,
    bucket,
    features: features.map(({ feature: { name, kind }, profile: { grid } }) => ({
      name,
      kind,
      cells: cellCount(grid),
    })),
  };
}
