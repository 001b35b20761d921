import { cellsOf } from '../../profile/grid.js';
import { profileOf, type Profile } from '../../profile/profile.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import type { CellCounts, JointColumn, Selection, Source } from '../../sources/source.js';
import { jointGroups, type OutcomePlan } from './outcomePlan.js';
import { FEATURES_A_BATCH, inBatches } from '../batches.js';
import type { Failure } from '../features.js';

/**
 * The features' profiles with sums of label, prediction and error in each cell; those of the prediction itself hold all that
 * performance is computed from. A feature that cannot be counted so is absent.
 * @param onFailed told of each such feature
 */
export async function countOutcomes(
  source: Source,
  selection: Selection,
  features: readonly ReferenceFeature[],
  outcome: OutcomePlan,
  onFailed: (failure: Failure) => void = () => undefined,
): Promise<ReadonlyMap<string, Profile>> {
  const grids = new Map(features.map(({ feature, profile }) => [feature.name, profile.grid]));
  const ask = (some: readonly ReferenceFeature[], joint: readonly JointColumn[]) =>
    inBatches(
      some.map(({ feature }) => feature),
      FEATURES_A_BATCH,
      (batch) =>
        source.count({
          selection,
          joint,
          features: batch.flatMap((feature) => {
            const grid = grids.get(feature.name);
            return grid === undefined ? [] : [{ feature, cells: cellsOf(grid) }];
          }),
        }),
    );
  const counted = [];
  for (const { some, joint } of jointGroups(features, outcome)) counted.push(await ask(some, joint));
  for (const { failed } of counted) for (const failure of failed) onFailed(failure);
  return new Map(
    counted
      .flatMap(({ results }) => results.flat())
      .flatMap((counts: CellCounts) => {
        const grid = grids.get(counts.feature);
        return grid === undefined ? [] : [[counts.feature, profileOf(grid, counts)] as const];
      }),
  );
}
