import { severities, type FeatureResult } from '../detection/result.js';
import type { ModelState, WindowState } from './state.js';

/**
 * The window that tells most of a feature: where it has drifted, the most severe and, of those, the longest, since that is the
 * steadiest; undefined where it has drifted in none.
 */
export function worstWindow(
  { windows }: ModelState,
  feature: string,
): { readonly window: WindowState; readonly result: FeatureResult } | undefined {
  const drifted = windows.flatMap((window) => {
    const result = window.features.find((one) => one.feature === feature);
    return result?.drifted === true ? [{ window, result, rank: rankOf(result) }] : [];
  });
  const most = Math.max(...drifted.map(({ rank }) => rank));
  return drifted.findLast(({ rank }) => rank === most);
}

const rankOf = ({ severity }: FeatureResult): number =>
  severity === 'inconclusive' ? -1 : severities.indexOf(severity);
