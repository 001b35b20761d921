import type { Grid } from './grid.js';
import type { ReferenceFeature } from './reference.js';

/**
 * A grid as the rows of one segment use it: the cells are those of all rows, while how many unseen categories to expect is not
 * known of a part of the reference.
 */
export function segmentGrid(grid: Grid): Grid {
  if (grid.kind === 'numeric') return grid;
  const { categories, others, complete } = grid;
  return { kind: 'categorical', categories, others, complete };
}

/** The features that can change in a segment: its own column cannot, where it is one value. */
export function segmentFeatures(
  features: readonly ReferenceFeature[],
  column: string,
  value: string | undefined,
): readonly ReferenceFeature[] {
  return value === undefined
    ? features
    : features.filter(({ feature: { name, expression } }) => name !== column || expression !== undefined);
}
