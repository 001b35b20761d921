import { topCells, type CellParts } from '../attribution/decomposition.js';
import { targets, type Target } from './featureView.js';
import type { ModelFinding } from './modelFinding.js';

/** What the change of a mean is made of, seen through one feature. */
export interface ChangeView {
  readonly feature: string;
  /** Present where the feature is made by the model, such as its prediction. */
  readonly is_output?: true;
  readonly covariate: number;
  readonly concept: number;
  readonly interaction: number;
  /** Share of rows that both sides have alike in the feature's cells. */
  readonly overlap: number;
  /** The cells with the largest parts. */
  readonly cells: readonly CellParts[];
}

/** The change of a mean: of the label, the prediction or the error. */
export interface ChangeFinding {
  readonly target: Target;
  readonly reference: number;
  readonly current: number;
  readonly change: number;
  /** Each feature's view of it, the largest covariate part first. Views of different features do not add up. */
  readonly views: readonly ChangeView[];
}

const MOST_CELLS = 3;

export const changes: ModelFinding<readonly ChangeFinding[]> = {
  id: 'changes',
  title: 'What changes are made of',
  description:
    'The change of the mean label, prediction and error, exactly taken apart through each feature: by other inputs (covariate), by another mean at the same values (concept), and by both at once (interaction).',
  order: 4,
  compute({ views, outputs }) {
    const found = targets.flatMap((target): ChangeFinding[] => {
      const own = views.flatMap(({ feature, decompositions }) => {
        const parts = decompositions[target];
        return parts === undefined ? [] : [{ feature, parts }];
      });
      const [first] = own;
      if (first === undefined) return [];
      const { reference, current, change } = first.parts;
      const sorted = own
        .map(({ feature, parts }): ChangeView => {
          const { covariate, concept, interaction, overlap } = parts;
          return {
            feature,
            ...(outputs.includes(feature) ? { is_output: true } : {}),
            covariate,
            concept,
            interaction,
            overlap,
            cells: topCells(parts, 'all', MOST_CELLS),
          };
        })
        .sort((a, b) => Math.abs(b.covariate) - Math.abs(a.covariate));
      return [{ target, reference, current, change, views: sorted }];
    });
    return found.length === 0 ? undefined : found;
  },
};
