import { momentsOf } from '../../profile/moments.js';
import type { JointTable } from '../attribution/jointTable.js';
import { labelVariance } from '../importance/correlationRatio.js';
import { estimateImportance, type Importance, type OutcomeSpread } from '../importance/importance.js';
import { quadrant, type Quadrant } from '../importance/quadrant.js';
import { rankChange } from '../importance/rankChange.js';
import { inputsOf, type ModelComparison } from './modelComparison.js';
import type { ModelFinding } from './modelFinding.js';

/** How much a feature matters, now and in the reference; shares add up to one over the features. */
export interface FeatureImportanceFinding {
  readonly feature: string;
  readonly share?: number;
  readonly rank: number;
  readonly reference_share?: number;
  readonly reference_rank?: number;
  /** By drift and importance: act, watch, note or ignore. */
  readonly quadrant?: Quadrant;
}

export interface ImportanceFinding {
  /** configured, table, or estimated from the joint counts of features and label. */
  readonly method: Importance['method'];
  /** What it was estimated for. */
  readonly target?: 'label' | 'prediction';
  /** Of the current order against the reference's; of estimates, present where both were estimated. */
  readonly ndcg?: number;
  readonly spearman?: number;
  /** The most important first. */
  readonly features: readonly FeatureImportanceFinding[];
  /** Beside what was given, where it can be estimated: it changes with the data, which what was given does not. */
  readonly estimated?: ImportanceFinding;
}

export const importance: ModelFinding<ImportanceFinding> = {
  id: 'importance',
  title: 'Importance',
  description:
    'How much each feature matters to the model, how that has changed, and which features both matter and drift.',
  order: 6,
  compute(comparison) {
    const found = estimated(comparison, 'label') ?? estimated(comparison, 'prediction');
    const { importance: given } = comparison;
    if (given === undefined) return found;
    const features = given.features.map((of) => described(of, comparison, given));
    return { method: given.method, features, ...(found && { estimated: found }) };
  },
};

type Side = 'reference' | 'current';

function estimated(
  comparison: ModelComparison,
  target: 'label' | 'prediction',
): ImportanceFinding | undefined {
  const [before, after] = (['reference', 'current'] as const).map((side) => {
    const spread = spreadOf(comparison, target, side);
    const tables = inputsOf(comparison.views, comparison).flatMap(({ feature, tables: own }) => {
      const table: JointTable | undefined = own[target]?.[side];
      return table === undefined ? [] : [{ feature, table }];
    });
    return spread && estimateImportance(tables, spread);
  });
  if (before === undefined) return undefined;
  // labels that have not come yet say nothing of now
  if (after === undefined) {
    return {
      method: 'estimated',
      target,
      features: before.features.map((of) => described(of, comparison, before)),
    };
  }
  const change = rankChange(before, after);
  return {
    method: 'estimated',
    target,
    ...(change.ndcg === undefined ? {} : { ndcg: change.ndcg }),
    ...(change.spearman === undefined ? {} : { spearman: change.spearman }),
    features: after.features.map((of) => {
      const old = before.features.find(({ feature }) => feature === of.feature);
      return {
        ...described(of, comparison, after),
        ...(old?.share === undefined ? {} : { reference_share: old.share }),
        ...(old === undefined ? {} : { reference_rank: old.rank }),
      };
    }),
  };
}

function described(
  { feature, share, rank }: Importance['features'][number],
  { features }: ModelComparison,
  all: Importance,
): FeatureImportanceFinding {
  const result = features.find((candidate) => candidate.feature === feature);
  const found = result && quadrant(result.severity, share, all.features.length);
  return {
    feature,
    rank,
    ...(share === undefined ? {} : { share }),
    ...(found === undefined ? {} : { quadrant: found }),
  };
}

/** Labels of a classification are zeros and ones; all else has a variance. */
function spreadOf(
  { task, score }: ModelComparison,
  target: 'label' | 'prediction',
  side: Side,
): OutcomeSpread | undefined {
  if (target === 'label' && task === 'classification') return { binary: true };
  const profile = score?.[side];
  if (profile === undefined) return undefined;
  if (target === 'prediction') {
    const { grid } = profile;
    const deviation = grid.kind === 'numeric' ? momentsOf(profile, grid).deviation : Number.NaN;
    return Number.isFinite(deviation) ? { binary: false, variance: deviation ** 2 } : undefined;
  }
  const variance = labelVariance(profile);
  return variance === undefined ? undefined : { binary: false, variance };
}
