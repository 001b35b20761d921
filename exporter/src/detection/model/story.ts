import type { Task } from '../../profile/outcome.js';
import { story as tell, type StoryInput } from '../attribution/story.js';
import { aucParts } from '../attribution/aucParts.js';
import { total, windowOutcome } from '../performance/windowOutcome.js';
import type { FeatureView, JointComparison, Target } from './featureView.js';
import { attribution } from './attribution.js';
import { inputsOf, type ModelComparison } from './modelComparison.js';
import type { ModelFinding } from './modelFinding.js';
import { performance } from './performance.js';

export const story: ModelFinding<readonly string[]> = {
  id: 'story',
  title: 'What happened',
  description: 'The window in a few sentences, of which each is beyond chance.',
  order: 1,
  compute: (comparison) => tell(inputOf(comparison)),
};

/** What no single feature tells: a correlation, or a change that none of them shows. */
function jointSentence({ covariate, classifier, features }: ModelComparison): string | undefined {
  const pair = covariate?.detected === true ? covariate.pair : undefined;
  if (pair !== undefined) {
    const [before, after] = [pair.reference, pair.current].map((value) => value.toFixed(2).replace('-', '−'));
    const hasLimit = covariate?.statistics.correlation?.threshold !== undefined;
    const beyond = hasLimit ? 'by more than within the reference' : 'by more than chance';
    const isHidden = !features.some(
      ({ feature, drifted }) => drifted === true && [pair.a, pair.b].includes(feature),
    );
    const hidden = isHidden ? ', though each by itself looks as before' : '';
    return `The correlation of \`${pair.a}\` and \`${pair.b}\` went from ${before} to ${after}, ${beyond}${hidden}.`;
  }
  if (features.some(({ drifted }) => drifted === true)) return undefined;
  const told = [covariate, classifier].find((verdict) => verdict?.detected === true);
  return told && `Jointly the inputs have changed, though none by itself has: ${told.reason}.`;
}

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
    areLabelsOdd: score !== undefined && areLabelsOdd(score, task),
    joint: jointSentence(comparison),
  };
}

function areLabelsOdd({ current }: JointComparison, task: Task): boolean {
  const found = task === 'classification' ? windowOutcome(current, task) : undefined;
  return found !== undefined && found.rows === 0 && found.odd > found.presentRows - total(found.scored);
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
  const isClass = task === 'classification';
  if (isClass && !hasOddRows(score)) {
    const parts = aucParts(score.reference, score.current);
    return parts && { name: 'ROC AUC', ...parts };
  }
  const metrics = performance.compute(comparison)?.metrics;
  const change = (isClass ? metrics?.roc_auc : metrics?.mae)?.change;
  if (change === undefined) return undefined;
  const { reference, value: current, standard_error: error } = change;
  const name = isClass ? 'ROC AUC' : 'The mean absolute error';
  return { name, reference, current, ...(error === undefined ? {} : { error }) };
}

/** Rows that have no part in performance are in the cells of the prediction all the same. */
function hasOddRows({ reference, current }: JointComparison): boolean {
  return [reference, current].some((side) => (windowOutcome(side, 'classification')?.odd ?? 0) > 0);
}
