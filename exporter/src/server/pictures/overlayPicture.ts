import pLimit from 'p-limit';
import { overlaySvg } from '../../reports/pictures/overlay.js';
import { lightPalette, pagePalette, type Palette } from '../../reports/pictures/palette.js';
import type { Comparison } from '../../statistics/statistic.js';
import { darkPalette } from './darkPalette.js';

export const overlayThemes = ['light', 'dark', 'page'] as const;
export type OverlayTheme = (typeof overlayThemes)[number];

const palettes: Readonly<Record<OverlayTheme, Palette>> = {
  light: lightPalette,
  dark: darkPalette,
  page: pagePalette,
};

// a comparison never changes, and is forgotten together with the state that it belongs to
const drawn = new WeakMap<Comparison, Map<string, Promise<string>>>();
// one after the other, so that scrapes get their turn between two pictures
const oneAtATime = pLimit(1);

/** The overlay of a comparison as SVG, drawn once. */
export function overlayPicture(
  comparison: Comparison,
  theme: OverlayTheme,
  description: string,
): Promise<string> {
  const pictures = drawn.get(comparison) ?? new Map<string, Promise<string>>();
  drawn.set(comparison, pictures);
  const key = `${theme} ${description}`;
  const known = pictures.get(key);
  if (known !== undefined) return known;
  const picture = oneAtATime(() => overlaySvg(comparison, { palette: palettes[theme], description }));
  pictures.set(key, picture);
  picture.catch(() => pictures.delete(key));
  return picture;
}
