import { story as tell, type StoryInput } from '../attribution/story.js';
import { aucParts } from '../attribution/aucParts.js';
import type { Target, FeatureView } from './featureView.js';
import { attribution } from './attribution.js';
import { inputsOf, type ModelComparison } from './modelComparison.js';
import type { ModelFinding } from './modelFinding.js';
import { performance } from './performance.js';

export const story: ModelFinding<readonly string[]> = {
  id: 'story',
  title: 'What happened',
  description: 'The window in a few sentences, of which each is beyond chance.',
  order: 1,
  compute(comparison) {
    const told = tell(inputOf(comparison));
    const { covariate } = comparison;
    return covariate?.detected === true ? [...told, `Taken together, the inputs have changed: ${covariate.reason}.`] : told;
  },
};

function inputOf(comparison: ModelComparison): StoryInput {
  const { task, rows, hasLabel, score, segments } = comparison;
  const shares = attribution.compute(comparison);
  const views = inputsOf(comparison.views, comparison);
  const through = comparison.views.find(({ feature }) => feature === score?.feature) ?? views[0];
  const label = through && outcome(through, 'label');
  const prediction = views.map((view) => outcome(view, 'prediction')).find((found) => found !== undefined);
  const concepts = views.flatMap(({ feature, concept }) =>
    concept === undefined ? [] : [{ feature, ...concept }],
  );
  const measured = performanceOf(comparison);
  return {
    task,
    rows: rows.current,
    hasLabel,
    ...(measured && { performance: measured }),
    ...(label && {
      label: { ...label, ...(score === undefined && through ? { feature: through.feature } : {}) },
    }),
    ...(prediction && { prediction }),
    ...(shares?.prediction && { predictionShares: shares.prediction }),
    concepts,
    ...(shares?.drift && { drift: shares.drift }),
    ...(segments && { segments }),
  };
}

function outcome({ tables, decompositions }: FeatureView, target: Target): StoryInput['label'] {
  const [table, parts] = [tables[target], decompositions[target]];
  if (table === undefined || parts === undefined) return undefined;
  return { parts, rows: { reference: table.reference.total.rows, current: table.current.total.rows } };
}

/** The area under the ROC curve or, of a regression, the mean absolute error. */
function performanceOf(comparison: ModelComparison): StoryInput['performance'] {
  const { score, task, hasLabel } = comparison;
  if (score === undefined || !hasLabel) return undefined;
  if (task === 'classification') {
    const parts = aucParts(score.reference, score.current);
    return parts && { name: 'ROC AUC', ...parts };
  }
  const change = performance.compute(comparison)?.metrics.mae?.change;
  if (change === undefined) return undefined;
  const { reference, value: current, standard_error: error } = change;
  return { name: 'The mean absolute error', reference, current, ...(error === undefined ? {} : { error }) };
}
