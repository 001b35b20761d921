import type { ModelConfig } from '../../config/schema.js';
import type { Task } from '../../profile/outcome.js';

/** How a model's predictions and labels are to be read, in the user's words. */
export interface OutcomeWish {
  readonly prediction?: string;
  readonly label?: string;
  /** The column of the model's decision; it follows from the score where absent. */
  readonly decision?: string;
  /** Told by the labels where absent. */
  readonly task?: Task;
  /** The label of the positive class, as text. */
  readonly positive?: string;
  readonly decisionThreshold: number;
}

/** Undefined where a model names neither prediction nor label. */
export function outcomeWishOf(
  model: Pick<
    ModelConfig,
    | 'prediction_column'
    | 'label_column'
    | 'decision_column'
    | 'task'
    | 'positive_label'
    | 'decision_threshold'
  >,
): OutcomeWish | undefined {
  const { prediction_column: prediction, label_column: label, task, positive_label: positive } = model;
  if (prediction === undefined && label === undefined) return undefined;
  return {
    ...(prediction === undefined ? {} : { prediction }),
    ...(label === undefined ? {} : { label }),
    ...(model.decision_column === undefined ? {} : { decision: model.decision_column }),
    ...(task === undefined ? {} : { task }),
    ...(positive === undefined ? {} : { positive }),
    decisionThreshold: model.decision_threshold,
  };
}
