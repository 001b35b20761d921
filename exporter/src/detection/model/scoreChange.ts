import { outcomes, type Task } from '../../profile/outcome.js';
import { mergeProfiles, type Profile } from '../../profile/profile.js';
import { aucParts } from '../attribution/aucParts.js';
import { decomposition } from '../attribution/decomposition.js';
import { jointTable } from '../attribution/jointTable.js';
import type { JointComparison } from './featureView.js';

/** How labels have changed at equal predictions. */
export interface ScoreChange {
  /** Change of the mean label at equal predictions. */
  readonly label?: number;
  /** Of the area under the ROC curve, what comes from other label rates at equal scores. */
  readonly auc?: number;
}

interface ChangeBesideChance extends ScoreChange {
  /** Standard deviations by chance, were rows independent; absent where they are unknown. */
  readonly labelError?: number;
  readonly aucError?: number;
}

/** How labels have changed at equal predictions between two profiles of the prediction. */
export function scoreChange(reference: Profile, current: Profile, task: Task): ChangeBesideChance {
  const [before, after] = [jointTable(reference, outcomes.label), jointTable(current, outcomes.label)];
  const parts = before && after && decomposition(before, after);
  const auc = task === 'classification' ? aucParts(reference, current) : undefined;
  return {
    ...(parts && { label: parts.concept + parts.interaction }),
    ...(before && after && parts && task === 'classification'
      ? { labelError: rateError([parts.reference, before.total.rows], [parts.current, after.total.rows]) }
      : {}),
    ...(auc && { auc: auc.concept, aucError: auc.error }),
  };
}

/** The largest changes between each of the reference's own windows and the others; empty with fewer than two. */
export function usualScoreChange({ own = [] }: JointComparison, task: Task): ScoreChange {
  if (own.length < 2) return {};
  const changes = own.map((window, place) => {
    const rest = own.filter((_, other) => other !== place).reduce(mergeProfiles);
    return scoreChange(rest, window, task);
  });
  const largest = (values: readonly (number | undefined)[]): number | undefined => {
    const known = values.filter((value) => value !== undefined);
    return known.length < 2 ? undefined : Math.max(...known.map(Math.abs));
  };
  const [label, auc] = [largest(changes.map((of) => of.label)), largest(changes.map((of) => of.auc))];
  return { ...(label === undefined ? {} : { label }), ...(auc === undefined ? {} : { auc }) };
}

function rateError(...sides: readonly (readonly [rate: number, rows: number])[]): number {
  return Math.sqrt(sides.reduce((sum, [rate, rows]) => sum + Math.max(0, rate * (1 - rate)) / rows, 0));
}
