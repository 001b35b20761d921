import type { Comparison } from '../../statistics/statistic.js';
import { escapeMarkup } from '../text.js';
import { CATEGORY_SIZE } from './categorySpec.js';
import { overlaySvg } from './overlay.js';
import type { Palette } from './palette.js';
import { pictureFont } from './pictureFont.js';
import {
  MARGIN,
  PICTURE_WIDTH,
  verdictLayout,
  type PictureVerdict,
  type VerdictDrawing,
} from './verdictLayout.js';
import { wrapText } from './wrapText.js';

/** Of a category's name. */
const LABEL_SIZE = 11;
const WEIGHTS = { regular: 400, bold: 600 } as const;

/**
 * An overlay with its verdict above it, as SVG that explains itself wherever it is shown.
 *
 * @param comparison absent where there is nothing to draw, which the verdict then says
 */
export async function verdictPicture(
  verdict: PictureVerdict,
  comparison: Comparison | undefined,
  palette: Palette,
): Promise<string> {
  const font = await pictureFont();
  const drawing = verdictLayout(verdict, font);
  const room = CATEGORY_SIZE.left - 12;
  const labelOf = (name: string): string =>
    wrapText(name, room, 1, (text) => font.width(text, LABEL_SIZE))[0] ?? name;
  const overlay = comparison && sized(await overlaySvg(comparison, { palette, description: '', labelOf }));
  const height = drawing.height + (overlay === undefined ? 0 : overlay.height + MARGIN);
  const { model, feature, severity, word = severity, reason } = verdict;
  const description = escapeMarkup(`${model}, ${feature}: ${word}. ${reason}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PICTURE_WIDTH} ${height}" width="${PICTURE_WIDTH}" height="${height}" role="img" aria-label="${description}">`,
    `<rect width="${PICTURE_WIDTH}" height="${height}" fill="${palette.band.none}"/>`,
    header(drawing, severity, palette),
    overlay === undefined ? '' : `<g transform="translate(${MARGIN} ${drawing.height})">${overlay.svg}</g>`,
    '</svg>',
  ].join('');
}

function header(
  { chip, swatches, lines }: VerdictDrawing,
  severity: PictureVerdict['severity'],
  palette: Palette,
): string {
  const { fill, text: onChip } = palette.chip[severity];
  const inks = { text: palette.text, muted: palette.muted, chip: onChip };
  const boxes = swatches.map(({ x, y, filled }) =>
    filled
      ? `<rect x="${x}" y="${y}" width="11" height="11" fill="${palette.current}"/>`
      : `<rect x="${x + 0.75}" y="${y + 0.75}" width="9.5" height="9.5" fill="none" stroke="${palette.reference}" stroke-width="1.5"/>`,
  );
  const texts = lines.map(
    ({ x, y, text, size, weight, ink, anchor }) =>
      `<text x="${x}" y="${y}" font-size="${size}" font-weight="${WEIGHTS[weight]}" fill="${inks[ink]}" text-anchor="${anchor}">${escapeMarkup(text)}</text>`,
  );
  return [
    `<rect x="${chip.x}" y="${chip.y}" width="${chip.width}" height="${chip.height}" rx="${chip.height / 2}" fill="${fill}"/>`,
    ...boxes,
    `<g font-family="${escapeMarkup(palette.font)}">${texts.join('')}</g>`,
  ].join('');
}

/** A drawing to put into another one, and its height. */
function sized(svg: string): { readonly svg: string; readonly height: number } {
  const height = Number(/^<svg[^>]* height="(\d+)"/.exec(svg)?.[1]);
  return { svg: svg.replace(/ role="img" aria-label=""/, ''), height };
}
