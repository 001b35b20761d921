import pLimit from 'p-limit';
import { overlaySvg } from '../../reports/pictures/overlay.js';
import { lightPalette, pagePalette, type Palette } from '../../reports/pictures/palette.js';
import type { PictureVerdict } from '../../reports/pictures/verdictLayout.js';
import { verdictPicture } from '../../reports/pictures/verdictPicture.js';
import type { Comparison } from '../../statistics/statistic.js';
import { darkPalette } from './darkPalette.js';
import { drawOnce } from './drawOnce.js';

export const overlayThemes = ['light', 'dark', 'page'] as const;
export type OverlayTheme = (typeof overlayThemes)[number];

const palettes: Readonly<Record<OverlayTheme, Palette>> = {
  light: lightPalette,
  dark: darkPalette,
  page: pagePalette,
};

const once = drawOnce<string>();
// one after the other, so that scrapes get their turn between two pictures
const oneAtATime = pLimit(1);

/** The overlay of a comparison as SVG, drawn once. */
export function overlayPicture(
  comparison: Comparison,
  theme: OverlayTheme,
  description: string,
): Promise<string> {
  return once(comparison, `${theme} ${description}`, () =>
    oneAtATime(() => overlaySvg(comparison, { palette: palettes[theme], description })),
  );
}

/**
 * The same with its verdict, drawn once.
 * @param shown what is drawn; where there is nothing to draw, whatever the verdict is about
 */
export function verdictSvg(
  shown: Comparison | object,
  verdict: PictureVerdict,
  theme: OverlayTheme,
): Promise<string> {
  const comparison = 'reference' in shown && 'current' in shown ? shown : undefined;
  return once(shown, `${theme} ${JSON.stringify(verdict)}`, () =>
    oneAtATime(() => verdictPicture(verdict, comparison, palettes[theme])),
  );
}
