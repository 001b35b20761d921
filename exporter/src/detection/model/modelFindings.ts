import type { ToldSegment } from '../attribution/segmentSearch.js';
import type { ClassifierVerdict } from '../classifier/judgeDomains.js';
import type { CovariateVerdict } from '../covariate/judgeCovariate.js';
import type { AttributionFinding } from './attribution.js';
import type { ChangeFinding } from './changes.js';
import type { ConceptFinding } from './concept.js';
import type { ImportanceFinding } from './importance.js';
import * as registry from './index.js';
import type { ModelComparison } from './modelComparison.js';
import type { PerformanceFinding } from './performance.js';
import type { SignalsFinding } from './signals.js';

/** What is told of a model as a whole in one window, by the ids of the registry; what cannot be told is absent. */
export interface ModelFindings {
  readonly story?: readonly string[];
  readonly performance?: PerformanceFinding;
  readonly concept?: ConceptFinding;
  readonly changes?: readonly ChangeFinding[];
  readonly attribution?: AttributionFinding;
  readonly importance?: ImportanceFinding;
  readonly covariate?: CovariateVerdict;
  readonly domain_classifier?: ClassifierVerdict;
  readonly segment_shares?: readonly ToldSegment[];
  readonly signals?: SignalsFinding;
}

/** Everything in the registry, in its order. */
export function findInModel(comparison: ModelComparison): ModelFindings {
  const found = Object.values(registry)
    .sort((a, b) => a.order - b.order)
    .map(({ id, compute }): [string, unknown] => [id, compute(comparison)]);
  return Object.fromEntries(found.filter(([, result]) => result !== undefined));
}
