import type { TopLevelSpec } from 'vega-lite';
import type { Pill } from '../../description/pill.js';
import type { FieldBook } from '../fieldBook.js';
import { axisOf, fieldName, headerAxis } from './axes.js';
import { cellText } from './cellText.js';
import { linesOf } from './lines.js';
import { cellOf, headerValues, type Cell, type SheetResult } from './sheetResult.js';

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** What a chart needs beside its marks, in pixels. */
const ROOM = { headers: 216, axis: 70, columnHeaders: 74, columnAxis: 40 };
const STEP = 15;

/**
 * A sheet that has an axis, or headers on two sides, as a chart; several axes are charts of their own beside or below each other,
 * and headers outside of an axis on the same shelf make a chart for each.
 */
export function chartSpec(result: SheetResult, book: FieldBook, size: ChartSize): TopLevelSpec {
  const { sheet, marks } = result;
  const isAxis = (pill: Pill): boolean => book.pill(pill).type === 'quantitative';
  const [rowAxes, columnAxes] = [sheet.rows.filter(isAxis), sheet.columns.filter(isAxis)];
  const [rowHeaders, columnHeaders] = [
    headersOf(result, sheet.rows, isAxis),
    headersOf(result, sheet.columns, isAxis),
  ];
  const [rowOrder, columnOrder] = [
    headersInOrder(result, book, rowHeaders),
    headersInOrder(result, book, columnHeaders),
  ];
  const values = marks.map((mark) => ({
    ...datum(mark, result),
    rows: headerText(mark, rowHeaders, book),
    columns: headerText(mark, columnHeaders, book),
  }));
  const facets = rowAxes.length > 0 && rowHeaders.length > 0 ? rowOrder.length : 0;
  const across = columnAxes.length > 0 && columnHeaders.length > 0 ? columnOrder.length : 0;
  const below = Math.max(1, rowAxes.length) * Math.max(1, facets);
  const beside = Math.max(1, columnAxes.length) * Math.max(1, across);
  const labels = Math.min(ROOM.headers, 24 + 6 * Math.max(0, ...rowOrder.map(({ length }) => length)));
  const left = rowAxes.length > 0 ? ROOM.axis + (facets > 0 ? 110 : 0) : labels;
  const under = columnAxes.length > 0 ? ROOM.columnAxis : ROOM.columnHeaders;
  const fills = sheet.fit === 'all' || rowAxes.length > 0;
  const height = Math.max(facets > 0 ? 44 : 24, (size.height - under) / below - (below > 1 ? 14 : 0));
  const one = {
    width: Math.max(60, (size.width - left) / beside - (beside > 1 ? 24 : 0)),
    height: fills ? height : { step: STEP },
  };
  const axes = rowAxes.length > 1 ? rowAxes : columnAxes.length > 1 ? columnAxes : [undefined];
  const specs = axes.map((own, index) => {
    const row = own !== undefined && rowAxes.includes(own) ? own : rowAxes[0];
    const column = own !== undefined && columnAxes.includes(own) ? own : columnAxes[0];
    const last = index === axes.length - 1;
    const unit = {
      mark: markOf(result, row === undefined && column === undefined),
      encoding: {
        x:
          column === undefined
            ? headerAxis('columns', columnOrder, rowAxes.length < 2 || last)
            : axisOf(column, book, one.width, rowAxes.length < 2 || last),
        y: row === undefined ? headerAxis('rows', rowOrder, index === 0) : axisOf(row, book, height, true),
        color: colourOf(result),
        ...(sheet.mark === 'Line' && { detail: { field: 'detail', type: 'nominal' } }),
        ...(across > 0 && {
          column: { field: 'columns', type: 'nominal', sort: columnOrder, title: null },
        }),
        ...(facets > 0 && {
          row: {
            field: 'rows',
            type: 'nominal',
            sort: rowOrder,
            title: null,
            header: { labelAngle: 0, labelAlign: 'left', labelLimit: 110 },
          },
        }),
      },
    };
    return facets + across > 0
      ? { ...unit, ...one }
      : { layer: [unit, ...(row === undefined ? [] : linesOf(result))], ...one };
  });
  const [only] = specs;
  const together =
    specs.length === 1
      ? only
      : columnAxes.length > 1
        ? { hconcat: specs, spacing: 12 }
        : { vconcat: specs, spacing: 8 };
  // the library's types know no specification that is put together at run time
  return { data: { values }, config: CONFIG, ...together } as unknown as TopLevelSpec;
}

const INK = '#3d4753';
const CONFIG = {
  font: 'Inter, sans-serif',
  background: 'transparent',
  view: { stroke: '#e3e7ec' },
  axis: {
    labelColor: INK,
    titleColor: INK,
    gridColor: '#eef1f4',
    titleFontWeight: 'normal',
    labelFontSize: 10,
    titleFontSize: 10,
  },
  facet: { spacing: 6 },
  header: { labelColor: INK, labelFontSize: 10 },
};

function datum(mark: ReadonlyMap<string, Cell>, { sheet }: SheetResult): Record<string, Cell> {
  const split = (sheet.detail ?? []).filter(({ by }) => by === 'value');
  const drawn = [...sheet.rows, ...sheet.columns].map((pill) => {
    const value = cellOf(mark, pill);
    return [fieldName(pill), value instanceof Date ? value.getTime() : value] as const;
  });
  const colour = 'pill' in sheet.colour ? cellOf(mark, sheet.colour.pill) : null;
  return {
    ...Object.fromEntries(drawn),
    detail: split.map((pill) => String(cellOf(mark, pill))).join(' '),
    colour: typeof colour === 'number' ? colour : String(colour),
  };
}

const headerText = (mark: ReadonlyMap<string, Cell>, pills: readonly Pill[], book: FieldBook): string =>
  pills.map((pill) => cellText(cellOf(mark, pill), pill, book)).join(' · ');

/** Without those that say the same everywhere, as long as one is left: Tableau writes these once. */
function headersOf({ marks }: SheetResult, pills: readonly Pill[], isAxis: (pill: Pill) => boolean): Pill[] {
  const headers = pills.filter((pill) => !isAxis(pill));
  const telling = headers.filter((pill) => new Set(marks.map((mark) => String(cellOf(mark, pill)))).size > 1);
  return telling.length > 0 ? telling : headers.slice(-1);
}

/** The outer headers first. */
function headersInOrder(result: SheetResult, book: FieldBook, pills: readonly Pill[]): string[] {
  const order = pills.map((pill) => headerValues(result, pill).map(String));
  const places = new Map<string, number[]>();
  for (const mark of result.marks) {
    places.set(
      headerText(mark, pills, book),
      pills.map((pill, index) => order[index]?.indexOf(String(cellOf(mark, pill))) ?? 0),
    );
  }
  return [...places].sort(([, a], [, b]) => lexical(a, b)).map(([text]) => text);
}

export function lexical(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function markOf({ sheet: { mark } }: SheetResult, cells: boolean): object {
  if (cells || mark === 'Square') return { type: 'rect', stroke: '#ffffff', strokeWidth: 0.6 };
  if (mark === 'Line') return { type: 'line', strokeWidth: 1.4 };
  if (mark === 'Circle') return { type: 'circle', size: 22, opacity: 0.8 };
  return { type: 'bar' };
}

function colourOf({ sheet: { colour } }: SheetResult): object {
  if ('colour' in colour) return { value: colour.colour };
  if ('ramp' in colour)
    return { field: 'colour', type: 'quantitative', legend: null, scale: { range: [...colour.ramp] } };
  const words = 'words' in colour ? colour.words : [];
  const scale = { domain: words.map(([word]) => word), range: words.map(([, value]) => value) };
  return { field: 'colour', type: 'nominal', legend: null, scale };
}
