import { DriftError } from '../../errors.js';
import type { ModelState } from '../../monitor/state.js';
import { findWindow } from '../views/find.js';
import { overlayPicture, verdictSvg, type OverlayTheme } from './overlayPicture.js';
import { pictureVerdict, tellingWindow } from './pictureVerdict.js';

export interface AskedPicture {
  readonly window: string | undefined;
  readonly theme: OverlayTheme;
  /** Whether it says by itself what it shows; where there is no result, it then says that. */
  readonly verdict: boolean;
}

/**
 * A feature's overlay as SVG: with its verdict of the window that tells most, else of the shortest, where none was asked for.
 * @throws DriftError `window_unknown`
 */
export async function askedPicture(
  state: ModelState,
  feature: string,
  { window: name, theme, verdict }: AskedPicture,
): Promise<string> {
  if (verdict) {
    const isNamed = name !== undefined && state.windows.length > 0;
    const window = isNamed ? findWindow(state, name) : tellingWindow(state, feature);
    const shown = window?.comparisons.get(feature) ?? state;
    return verdictSvg(shown, pictureVerdict(state, feature, window), theme);
  }
  const window = findWindow(state, name);
  const comparison = window.comparisons.get(feature);
  if (comparison === undefined) {
    const message = `no distribution of feature ${JSON.stringify(feature)} in window ${window.name}`;
    throw new DriftError('window_unknown', message);
  }
  return overlayPicture(comparison, theme, `${feature}: reference and the last ${window.name}`);
}
