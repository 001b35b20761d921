import type { Exclusion } from '../detection/result.js';
import { DriftError } from '../errors.js';
import type { Column } from '../sources/source.js';

/** So many names tell a user which file this is. */
const MOST_NAMES = 8;

/** The error of a check in which no feature is left, with the columns of both sides or why each is left out. */
export function nothingToCheck(
  model: string,
  before: readonly Column[],
  after: readonly Column[],
  excluded: readonly Exclusion[],
): DriftError {
  const common = before.filter(({ name }) => after.some((column) => column.name === name));
  if (common.length === 0) {
    return new DriftError(
      'no_common_columns',
      `model ${model}: the reference and the current data have no column in common: the reference has ` +
        `${listed(before.map(({ name }) => JSON.stringify(name)))}; the current data ` +
        `${listed(after.map(({ name }) => JSON.stringify(name)))}`,
    );
  }
  const reasons = excluded.map(({ feature, reason }) => `${JSON.stringify(feature)}: ${reason}`);
  return new DriftError(
    'no_common_columns',
    `model ${model}: no column is left to check; ${listed(reasons, '; ')}; list those to check by name`,
  );
}

function listed(items: readonly string[], separator = ', '): string {
  if (items.length === 0) return 'none';
  const more = items.length - MOST_NAMES;
  return items.slice(0, MOST_NAMES).join(separator) + (more > 0 ? `${separator}${more} more` : '');
}
