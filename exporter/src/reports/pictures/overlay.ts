import type { Comparison } from '../../statistics/statistic.js';
import { categoryBars } from './categoryBars.js';
import type { CategoryBars } from './categoryBars.js';
import { categoryLayout, ROW, type Label } from './categoryLayout.js';
import { CATEGORY_SIZE, categorySpec } from './categorySpec.js';
import { numericBins } from './numericBins.js';
import type { NumericBins } from './numericBins.js';
import { numericLayout } from './numericLayout.js';
import { NUMERIC_SIZE, numericSpec } from './numericSpec.js';
import { pagePalette } from './palette.js';
import type { Palette } from './palette.js';
import { renderSvg } from './renderSvg.js';
import type { Drawing, Template } from './renderSvg.js';

export interface OverlayOptions {
  /** Colours of the page by default; `lightPalette` for a picture that stands alone. */
  readonly palette?: Palette;
  /** What the picture shows, for those who cannot see it. */
  readonly description?: string;
  /** Shortens categories' names to the room that there is. */
  readonly labelOf?: Label;
  /** Categories with a bar of their own. */
  readonly maxCategories?: number;
}

export type Overlay = NumericBins | CategoryBars;

const MAX_CATEGORIES = 10;
const numeric: Template = { id: 'numeric', spec: numericSpec };
const categorical: Template = { id: 'categorical', spec: categorySpec };

/** Reference and current counts as shares and densities, ready to draw or to list; pure. */
export function prepareOverlay(
  { reference, current, unseenCategories }: Comparison,
  maxCategories = MAX_CATEGORIES,
): Overlay {
  return reference.grid.kind === 'numeric'
    ? numericBins(reference.grid, reference, current)
    : categoryBars(reference.grid, reference, current, maxCategories, unseenCategories);
}

/** Reference (outline) over current (filled) with each cell's part of PSI, as SVG. */
export async function overlaySvg(comparison: Comparison, options: OverlayOptions = {}): Promise<string> {
  const prepared = prepareOverlay(comparison, options.maxCategories);
  return drawOverlay(prepared, options);
}

/** As `overlaySvg`, for counts that have been prepared. */
export async function drawOverlay(prepared: Overlay, options: OverlayOptions = {}): Promise<string> {
  const { palette = pagePalette, description = 'Reference and current distribution' } = options;
  const [template, drawing] = overlaySpec(prepared, description, options.labelOf);
  return renderSvg(template, palette, drawing);
}

/** The template and the data of the picture. */
export function overlaySpec(prepared: Overlay, description: string, labelOf?: Label): [Template, Drawing] {
  if (prepared.kind === 'numeric') {
    return [numeric, { ...NUMERIC_SIZE, description, data: { ...numericLayout(prepared) } }];
  }
  const height = CATEGORY_SIZE.top + prepared.bars.length * ROW + CATEGORY_SIZE.bottom;
  return [
    categorical,
    { ...CATEGORY_SIZE, height, description, data: { ...categoryLayout(prepared, labelOf) } },
  ];
}
