import { plural } from '../../../reports/summary.js';
import { plainLine, truncate } from '../../../reports/text.js';
import type { ModelDetail } from './apiTypes.js';
import { worstVerdict } from './rows.js';

/** So many changes are told one by one. */
const TOLD = 3;

/** What has changed between two looks at a model, for those who hear the page rather than see it; empty for nothing. */
export function changesBetween(before: ModelDetail, after: ModelDetail): string {
  const standing = new Map(before.features.map((feature) => [feature.feature, feature]));
  const told = after.features.flatMap((feature) => {
    const old = standing.get(feature.feature);
    const name = truncate(plainLine(feature.feature), 60);
    if (old === undefined) return [];
    if (feature.active && !old.active) return [`${name} is drifting now.`];
    if (!feature.active && old.active) return [`${name} no longer drifts.`];
    const severity = worstVerdict(feature.windows)?.severity;
    return severity === undefined || severity === worstVerdict(old.windows)?.severity
      ? []
      : [`${name} is now ${severity === 'none' ? 'within its thresholds' : severity}.`];
  });
  const more = told.length - TOLD;
  return [...told.slice(0, TOLD), ...(more > 0 ? [`${plural(more, 'more feature')} changed.`] : [])].join(
    ' ',
  );
}
