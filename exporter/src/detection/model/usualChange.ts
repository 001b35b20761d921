import { outcomes, type Task } from '../../profile/outcome.js';
import { mergeProfiles, type Profile } from '../../profile/profile.js';
import { jointTable } from '../attribution/jointTable.js';
import { usualSpread } from '../attribution/usualSpread.js';
import { scoreChange, type ScoreChange } from './scoreChange.js';

/** How much a feature's relation to the label changes within the reference, without drift. */
export interface UsualChange {
  /** As `ConceptChange.spread`. */
  readonly spread?: number;
  /** Of labels at equal predictions, where the feature is the prediction. */
  readonly score?: ScoreChange;
}

/**
 * The largest changes between each of the reference's own stretches of time and the others; empty with fewer than two.
 * @param own profiles with sums of the label
 */
export function usualChange(own: readonly Profile[], task: Task, isScore: boolean): UsualChange {
  const spread = usualSpread(own.flatMap((profile) => jointTable(profile, outcomes.label) ?? []));
  return {
    ...(spread === undefined ? {} : { spread }),
    ...(isScore ? { score: usualScoreChange(own, task) } : {}),
  };
}

function usualScoreChange(own: readonly Profile[], task: Task): ScoreChange {
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
