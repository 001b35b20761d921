import { featureOutcomes, scoreOutcomes, type OutcomeDefinition } from '../../profile/outcome.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import type { JointColumn } from '../../sources/source.js';
import type { OutcomeWish } from './outcomeWish.js';

/** What is summed of predictions and labels. */
export interface OutcomePlan {
  readonly definition: OutcomeDefinition;
  /** The feature that is the model's prediction, where it is one of them. */
  readonly score?: string;
  /** Features that the model makes, the prediction among them: they are no inputs. */
  readonly outputs: readonly string[];
}

export function outcomePlan(
  definition: OutcomeDefinition,
  features: readonly ReferenceFeature[],
  { prediction, decision }: OutcomeWish,
): OutcomePlan {
  const score = features.find(({ feature: { name, kind } }) => name === prediction && kind === 'numeric');
  const outputs = [prediction, decision].filter((name) => name !== undefined);
  return { definition, outputs, ...(score === undefined ? {} : { score: score.feature.name }) };
}

/** Features with what is summed in their cells: more in those of the prediction, from which performance is computed. */
export function jointGroups(
  features: readonly ReferenceFeature[],
  outcome: OutcomePlan | undefined,
): { readonly some: readonly ReferenceFeature[]; readonly joint: readonly JointColumn[] }[] {
  if (outcome === undefined) return [{ some: features, joint: [] }];
  const { definition, score } = outcome;
  const isScore = ({ feature }: ReferenceFeature): boolean => feature.name === score;
  return [
    { some: features.filter((entry) => !isScore(entry)), joint: featureOutcomes(definition) },
    { some: features.filter(isScore), joint: scoreOutcomes(definition) },
  ].filter(({ some }) => some.length > 0);
}
