import type { Pill } from '../description/pill.js';
import type { WorkbookPage, WorkbookSheet } from '../description/workbook.js';

/** A rectangle of a dashboard, in pixels. */
export interface Zone {
  readonly kind: 'sheet' | 'title' | 'filter' | 'paramctrl' | 'color';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** The sheet that it shows, or whose filter or colours. */
  readonly of?: WorkbookSheet;
  readonly pill?: Pill;
  readonly parameter?: string;
  readonly mode?: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly zones: readonly Zone[];
}

const WIDTH = 1_400;
const MARGIN = 8;
const COLUMN = (WIDTH - 2 * MARGIN) / 24;
const ROW = 30;
const TITLE = 48;
const CARDS = 64;
const LEGEND = 120;

export const sheetsOfPage = ({ lines }: WorkbookPage): WorkbookSheet[] =>
  lines.flatMap((line) => line.map(({ sheet }) => sheet));

/** Title, cards and legend, and the sheets line by line. */
export function layout(page: WorkbookPage): Layout {
  const zones: Zone[] = [{ kind: 'title', x: MARGIN, y: MARGIN, w: WIDTH - 2 * MARGIN, h: TITLE }];
  zones.push(...controls(page, MARGIN + TITLE));
  let y = MARGIN + TITLE + CARDS;
  for (const line of page.lines) {
    let x = MARGIN;
    for (const { sheet, width, height } of line) {
      zones.push({ kind: 'sheet', of: sheet, x, y, w: width * COLUMN, h: height * ROW });
      x += width * COLUMN;
    }
    y += Math.max(...line.map(({ height }) => height)) * ROW;
  }
  return { width: WIDTH, height: y + MARGIN, zones };
}

function controls(page: WorkbookPage, y: number): Zone[] {
  const sheets = sheetsOfPage(page);
  const legend = sheets.find(({ colour }) => 'words' in colour);
  const cards = page.cards.map(({ sheet, pill, one = false }) => ({
    kind: 'filter' as const,
    of: sheets.find(({ id }) => id === sheet),
    pill,
    mode: pill.continuous ? undefined : one ? 'dropdown' : 'checkdropdown',
  }));
  const parameters = page.parameters.map((parameter) => ({ kind: 'paramctrl' as const, parameter }));
  const all = [...cards, ...parameters];
  const width = (WIDTH - 2 * MARGIN - (legend === undefined ? 0 : LEGEND)) / all.length;
  return [
    ...all.map((control, index): Zone => {
      const { of, mode, ...rest } = { of: undefined, mode: undefined, ...control };
      return {
        ...rest,
        ...(of !== undefined && { of }),
        ...(mode !== undefined && { mode }),
        x: MARGIN + index * width,
        y,
        w: width,
        h: CARDS,
      };
    }),
    ...(legend !== undefined && 'words' in legend.colour
      ? [
          {
            kind: 'color' as const,
            of: legend,
            pill: legend.colour.pill,
            x: WIDTH - MARGIN - LEGEND,
            y,
            w: LEGEND,
            h: CARDS,
          },
        ]
      : []),
  ];
}
