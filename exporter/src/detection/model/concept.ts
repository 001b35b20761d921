import { aucParts } from '../attribution/aucParts.js';
import { short } from '../reason.js';
import { windowOutcome } from '../performance/windowOutcome.js';
import type { FeatureView } from './featureView.js';
import { inputsOf, type ModelComparison } from './modelComparison.js';
import type { ModelFinding } from './modelFinding.js';
import { scoreChange } from './scoreChange.js';

/** Whether the relation of one feature and the label has changed. */
export interface RelationFinding {
  readonly feature: string;
  /** Probability of such changes if like rows had the labels they had, and were independent. */
  readonly p_value: number;
  /** The same if the odds of all rows had changed alike. */
  readonly uneven_p_value?: number;
  /** How much the changes of the feature's cells differ, beyond chance. */
  readonly spread?: number;
  /** The largest such spread between the reference's own windows. */
  readonly usual_spread?: number;
  /** Whether it is certain and beyond what is usual; null where the reference does not tell what is. */
  readonly changed: boolean | null;
}

export interface ConceptFinding {
  /** Whether like rows have other labels than they had; null where it cannot be told. */
  readonly detected: boolean | null;
  readonly reason: string;
  /** The change of the area under the ROC curve, taken apart. */
  readonly roc_auc?: {
    readonly reference: number;
    readonly current: number;
    readonly covariate: number;
    readonly concept: number;
  };
  /** The most changed first. */
  readonly relations: readonly RelationFinding[];
}

/** So many deviations of chance, or so small a p-value, are no chance. */
const CERTAIN_Z = 3.3;
const CERTAIN_P = 0.001;
/** So many times what is usual within the reference. */
const BEYOND_USUAL = 1.5;
/** Changes below one point are none, of a rate, an area, or between cells. */
const LEAST_CHANGE = 0.01;

export const concept: ModelFinding<ConceptFinding> = {
  id: 'concept',
  title: 'Concept drift',
  description:
    'Whether rows that are alike have other labels than they had: at equal predictions, and at equal values of each feature.',
  order: 3,
  compute(comparison) {
    const { score, task, hasLabel } = comparison;
    if (!hasLabel) return undefined;
    const relations = inputsOf(comparison.views, comparison)
      .flatMap(relationOf)
      .sort((a, b) => surplus(b) - surplus(a));
    const verdict = score === undefined ? throughFeatures(relations) : atEqualPredictions(comparison);
    if (verdict === undefined && relations.length === 0) return undefined;
    const auc = score && task === 'classification' ? aucParts(score.reference, score.current) : undefined;
    return {
      ...(verdict ?? { detected: null, reason: 'too few rows have a label' }),
      ...(auc && {
        roc_auc: {
          reference: auc.reference,
          current: auc.current,
          covariate: auc.covariate,
          concept: auc.concept,
        },
      }),
      relations,
    };
  },
};

type Verdict = Pick<ConceptFinding, 'detected' | 'reason'>;

/** By what labels are at equal predictions, against what they vary between the reference's own windows. */
function atEqualPredictions({ score, task, minRows }: ModelComparison): Verdict | undefined {
  if (score === undefined) return undefined;
  const labelled = [score.reference, score.current].map((profile) => windowOutcome(profile, task)?.rows ?? 0);
  if (Math.min(...labelled) < minRows) return undefined;
  const change = scoreChange(score.reference, score.current, task);
  const usual = score.usual?.score ?? {};
  const measures = [
    {
      name: 'the label at equal predictions',
      by: change.label,
      error: change.labelError,
      usual: usual.label,
    },
    { name: 'the ROC AUC at equal predictions', by: change.auc, error: change.aucError, usual: usual.auc },
  ].flatMap(({ by, error, ...rest }) =>
    by === undefined || error === undefined ? [] : [{ ...rest, by, error }],
  );
  if (measures.length === 0) {
    return { detected: null, reason: 'labels that are no classes have a variance that is not known' };
  }
  const beyond = measures.filter(
    (one) =>
      Math.abs(one.by) >= Math.max(LEAST_CHANGE, CERTAIN_Z * one.error, BEYOND_USUAL * (one.usual ?? 0)),
  );
  const told = (beyond.length > 0 ? beyond : measures).map(
    ({ name, by, usual: own }) =>
      `${name} changed by ${short(by)}${own === undefined ? '' : `, within the reference by up to ${short(own)}`}`,
  );
  const independent = usual.label === undefined ? '; as if rows were independent' : '';
  return { detected: beyond.length > 0, reason: `${told.join('; ')}${independent}` };
}

/** Of a model without a prediction. */
function throughFeatures(relations: readonly RelationFinding[]): Verdict | undefined {
  const [first] = relations;
  if (first === undefined) return undefined;
  const changed = relations.filter((relation) => relation.changed === true);
  if (changed.length > 0) {
    const names = changed.map(({ feature }) => feature).slice(0, 3);
    return { detected: true, reason: `the relation of ${names.join(', ')} and the label has changed` };
  }
  return relations.every((relation) => relation.changed === null)
    ? { detected: null, reason: 'the reference does not tell how much relations vary' }
    : { detected: false, reason: 'no relation has changed beyond what is usual within the reference' };
}

function relationOf({ feature, concept: found }: FeatureView): RelationFinding[] {
  const { change, usual } = found ?? {};
  if (change?.any === undefined) return [];
  const { any, uneven, spread } = change;
  const isCertain = (uneven?.p_value ?? 1) <= CERTAIN_P && (spread ?? 0) >= LEAST_CHANGE;
  return [
    {
      feature,
      p_value: any.p_value,
      ...(uneven && { uneven_p_value: uneven.p_value }),
      ...(spread === undefined ? {} : { spread }),
      ...(usual === undefined ? {} : { usual_spread: usual }),
      changed: usual === undefined ? null : isCertain && (spread ?? 0) >= BEYOND_USUAL * usual,
    },
  ];
}

/** How far beyond what is usual. */
function surplus({ spread = 0, usual_spread: usual }: RelationFinding): number {
  return usual === undefined ? spread : spread / Math.max(usual, LEAST_CHANGE);
}
