import type { Severity } from '../../detection/result.js';
import { marks } from '../marks.js';
import { plainLine, truncate } from '../text.js';
import type { PictureFont, Weight } from './pictureFont.js';
import { wrapText } from './wrapText.js';

export const PICTURE_WIDTH = 468;
export const MARGIN = 16;
const INNER = PICTURE_WIDTH - 2 * MARGIN;
/** Kerning, and other fonts where the picture is shown as SVG. */
const SLACK = 0.96;
const CHIP = { height: 20, padding: 9, size: 12 } as const;
const SWATCH = 11;
/** What is longer would leave no room for the numbers. */
const LONGEST_QUOTE = 32;

/** What a picture says beside the distribution. */
export interface PictureVerdict {
  readonly model: string;
  readonly feature: string;
  readonly severity: Severity;
  /** In place of the severity's name, where there is no result. */
  readonly word?: string;
  /** Why, in a sentence. */
  readonly reason: string;
  /** What else is to know, a line each. */
  readonly facts: readonly string[];
  /** What the outline and what the filled area stand for; absent where nothing is drawn. */
  readonly legend?: { readonly reference: string; readonly current: string };
}

type Ink = 'text' | 'muted' | 'chip';

/** One line of text; x and y of its baseline's start, or end. */
export interface TextLine {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly weight: Weight;
  readonly ink: Ink;
  readonly anchor: 'start' | 'end';
}

/** What stands above the distribution, in pixels. */
export interface VerdictDrawing {
  readonly chip: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly swatches: readonly { readonly x: number; readonly y: number; readonly filled: boolean }[];
  readonly lines: readonly TextLine[];
  readonly height: number;
}

/** Places mark, names, reason and legend so that nothing is cut or overlaps, whatever the names. */
export function verdictLayout(verdict: PictureVerdict, font: PictureFont): VerdictDrawing {
  const { severity, word = severity, legend } = verdict;
  const lines: TextLine[] = [];
  let y = MARGIN;
  const put = (text: string, at: Partial<TextLine> & { readonly y: number; readonly size: number }): void =>
    void lines.push({ x: MARGIN, text, weight: 'regular', ink: 'text', anchor: 'start', ...at });
  const paragraph = (text: string, most: number, style: Style): void => {
    const measure = (part: string) => font.width(part, style.size, style.weight);
    for (const line of wrapText(plainLine(text), INNER * SLACK, most, measure)) {
      y += style.height;
      put(line, { y, size: style.size, weight: style.weight, ink: style.ink });
    }
  };

  const said = `${marks[severity]} ${word}`.trim();
  const chip = {
    x: MARGIN,
    y,
    width: Math.ceil(font.width(said, CHIP.size, 'bold') / SLACK) + 2 * CHIP.padding,
    height: CHIP.height,
  };
  const base = y + 14;
  put(said, { x: chip.x + CHIP.padding, y: base, size: CHIP.size, weight: 'bold', ink: 'chip' });
  const room = INNER - chip.width - 12;
  const measure = (part: string) => font.width(part, 12);
  const [model = ''] = wrapText(plainLine(verdict.model), room * SLACK, 1, measure);
  put(model, { x: PICTURE_WIDTH - MARGIN, y: base, size: 12, ink: 'muted', anchor: 'end' });

  y += CHIP.height + 4;
  paragraph(verdict.feature || '(empty)', 2, { size: 18, height: 23, weight: 'bold', ink: 'text' });
  y += 3;
  paragraph(shortQuotes(verdict.reason), 5, { size: 13, height: 18, weight: 'regular', ink: 'text' });
  y += 4;
  for (const fact of verdict.facts) {
    paragraph(fact, 2, { size: 11, height: 16, weight: 'regular', ink: 'muted' });
  }

  const swatches: { x: number; y: number; filled: boolean }[] = [];
  if (legend !== undefined) {
    y += 22;
    let x = MARGIN;
    for (const [text, filled] of [
      [legend.reference, false],
      [legend.current, true],
    ] as const) {
      swatches.push({ x, y: y - 10, filled });
      put(text, { x: x + SWATCH + 6, y, size: 12 });
      x += SWATCH + 6 + Math.ceil(font.width(text, 12) / SLACK) + 20;
    }
  }
  return { chip, swatches, lines, height: y + (legend === undefined ? MARGIN : 14) };
}

interface Style {
  readonly size: number;
  /** From line to line. */
  readonly height: number;
  readonly weight: Weight;
  readonly ink: Ink;
}

/** A category's name may be long; the numbers behind it must stay. */
function shortQuotes(reason: string): string {
  return reason.replace(
    /"((?:[^"\\]|\\.)*)"/gs,
    (_, name: string) => `"${truncate(plainLine(name), LONGEST_QUOTE)}"`,
  );
}
