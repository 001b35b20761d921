import type { Task } from '../../profile/outcome.js';
import type { ToldSegment } from '../attribution/segmentSearch.js';
import type { ClassifierVerdict } from '../classifier/judgeDomains.js';
import type { CovariateVerdict } from '../covariate/judgeCovariate.js';
import type { Importance } from '../importance/importance.js';
import type { FeatureResult } from '../result.js';
import type { FeatureView, JointComparison } from './featureView.js';
import type { SignalsFinding } from './signals.js';

/** One window of a model against the reference, in all that is known beyond single features. */
export interface ModelComparison {
  readonly task: Task;
  readonly rows: { readonly reference: number; readonly current: number };
  /** Whether the model has a label at all. */
  readonly hasLabel: boolean;
  /** Of each feature whose outcomes were summed on both sides, the prediction among them. */
  readonly views: readonly FeatureView[];
  /** The prediction's profiles, which performance is computed from; absent where the model has none as a number. */
  readonly score?: JointComparison;
  /** Features that the model makes, the prediction among them. */
  readonly outputs: readonly string[];
  /** Verdicts of the features. */
  readonly features: readonly FeatureResult[];
  /** Given from outside; estimated where absent. */
  readonly importance?: Importance;
  readonly covariate?: CovariateVerdict;
  readonly classifier?: ClassifierVerdict;
  readonly segments?: readonly ToldSegment[];
  readonly signals?: SignalsFinding;
  /** Rows that each side needs for a verdict. */
  readonly minRows: number;
}

/** Those of the inputs: what the model makes of them is none. */
export function inputsOf<Of extends { readonly feature: string }>(
  all: readonly Of[],
  { outputs }: ModelComparison,
): Of[] {
  return all.filter(({ feature }) => !outputs.includes(feature));
}
