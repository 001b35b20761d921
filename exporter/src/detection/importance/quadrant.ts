import { severities, type Severity } from '../result.js';

/**
 * What to do about a feature, by its drift and its importance:
 *
 *     act       drifted and important: look at the model
 *     watch     important, and as it was
 *     note      drifted, and of little importance: look at the source of the data
 *     ignore    neither
 */
export type Quadrant = 'act' | 'watch' | 'note' | 'ignore';

/**
 * The quadrant of a feature. Important is what has at least an equal share, 1 / number of features.
 *
 * @param share of importance; undefined where none is known
 * @param from the severity from which on a feature counts as drifted
 * @returns undefined where importance is not known or the drift is inconclusive
 */
export function quadrant(
  severity: Severity,
  share: number | undefined,
  features: number,
  from: (typeof severities)[number] = 'small',
): Quadrant | undefined {
  if (severity === 'inconclusive' || share === undefined || !(features > 0)) return undefined;
  const hasDrifted = severities.indexOf(severity) >= severities.indexOf(from);
  // a little less, so that equal shares are important whatever they round to
  const isImportant = share * features >= 1 - 1e-9;
  if (isImportant) return hasDrifted ? 'act' : 'watch';
  return hasDrifted ? 'note' : 'ignore';
}
