import type { FeatureResult } from '../../detection/result.js';
import type { ModelState, WindowState } from '../../monitor/state.js';
import { worstWindow } from '../../monitor/worstWindow.js';
import { whole } from '../../reports/numbers.js';
import type { PictureVerdict } from '../../reports/pictures/verdictLayout.js';
import { plainLine } from '../../reports/text.js';
import { zonedMinute } from './zonedMinute.js';

/** The window that tells most: where the feature drifts, the worst; else the longest one that can tell, or that there is. */
export function tellingWindow(state: ModelState, feature: string): WindowState | undefined {
  const having = state.windows.filter(({ features }) => features.some((one) => one.feature === feature));
  return (
    worstWindow(state, feature)?.window ??
    having.findLast(({ features }) => resultOf(features, feature)?.drifted !== null) ??
    having.at(-1)
  );
}

/** What a feature's picture says of it. @param window absent where there is no result */
export function pictureVerdict(
  state: ModelState,
  feature: string,
  window: WindowState | undefined,
): PictureVerdict {
  const { model, timeZone } = state;
  const time = (date: Date): string => zonedMinute(date, timeZone);
  const zone = timeZone.replaceAll('_', ' ');
  const result = window && resultOf(window.features, feature);
  const activity = state.active.get(feature);
  const active =
    activity?.active !== true
      ? []
      : activity.since === undefined
        ? ['Active']
        : [`Active since ${time(activity.since)} (${zone})`];
  if (window === undefined || result === undefined) {
    return {
      model,
      feature,
      severity: 'inconclusive',
      word: 'no result',
      reason: silence(state, feature),
      facts: active,
    };
  }
  return {
    model,
    feature,
    severity: result.severity,
    reason: sentence(result.reason),
    facts: [
      `Last ${window.name}: ${time(window.from)} to ${time(window.to)} (${zone})`,
      ...(active.length > 0 ? active : ['Not active']),
    ],
    legend: {
      reference: `reference, ${rows(result.rows.reference)}`,
      current: `last ${window.name}, ${rows(result.rows.current)}`,
    },
  };
}

function resultOf(features: readonly FeatureResult[], feature: string): FeatureResult | undefined {
  return features.find((one) => one.feature === feature);
}

/** Why there is nothing to show; what went wrong is for those who log in. */
function silence({ failed, lastSuccess }: ModelState, feature: string): string {
  if (failed.some((one) => one.feature === feature)) return 'The feature could not be checked.';
  return lastSuccess === undefined
    ? 'There is no result yet: no check has succeeded so far.'
    : 'There is no result any more: the last ones are too old.';
}

function sentence(reason: string): string {
  const plain = plainLine(reason);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

const rows = (count: number): string => `${whole(count)} ${count === 1 ? 'row' : 'rows'}`;
