import { outcomes, type Task } from '../../profile/outcome.js';
import type { Profile } from '../../profile/profile.js';
import { aucParts } from '../attribution/aucParts.js';
import { decomposition } from '../attribution/decomposition.js';
import { jointTable } from '../attribution/jointTable.js';

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

function rateError(...sides: readonly (readonly [rate: number, rows: number])[]): number {
  return Math.sqrt(sides.reduce((sum, [rate, rows]) => sum + Math.max(0, rate * (1 - rate)) / rows, 0));
}
