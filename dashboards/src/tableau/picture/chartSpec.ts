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
const ROOM = { headers: 216, facets: 110, axis: 70, columnHeaders: 74, columnAxis: 40 };
const STEP = 15;

/** What stands on a shelf. */
interface Shelf {
  readonly axes: readonly Pill[];
  readonly headers: readonly Pill[];
  /** Texts of the headers, outer ones first. */
  readonly order: readonly string[];
  /** How many charts headers around an axis make; 0 where there are not both. */
  readonly facets: number;
}

/**
 * A sheet that has an axis, or headers on two sides, as a chart; several axes are charts of their own beside or below each other,
 * and headers outside of an axis on the same shelf make a chart for each.
 */
export function chartSpec(result: SheetResult, book: FieldBook, size: ChartSize): TopLevelSpec {
  const { sheet, marks } = result;
  const [rows, columns] = [shelfOf(result, book, sheet.rows), shelfOf(result, book, sheet.columns)];
  const values = marks.map((mark) => ({
    ...datum(mark, result),
    rows: headerText(mark, rows.headers, book),
    columns: headerText(mark, columns.headers, book),
  }));
  const { width, height } = sizeOfOne(rows, columns, size);
  const fills = sheet.fit === 'all' || rows.axes.length > 0;
  const box = { width, height: fills ? height : { step: STEP } };
  const charts = Math.max(1, rows.axes.length, columns.axes.length);
  const specs = Array.from({ length: charts }, (_, index) => {
    const row = rows.axes[Math.min(index, rows.axes.length - 1)];
    const column = columns.axes[Math.min(index, columns.axes.length - 1)];
    // charts below each other share what is written under the last, those beside each other what is left of the first
    const under = rows.axes.length < 2 || index === charts - 1;
    const unit = {
      mark: markOf(result, row === undefined && column === undefined),
      encoding: {
        x:
          column === undefined
            ? headerAxis('columns', columns.order, under)
            : axisOf(column, book, width, under),
        y: row === undefined ? headerAxis('rows', rows.order, index === 0) : axisOf(row, book, height, true),
        color: colourOf(result),
        ...(sheet.mark === 'Line' && { detail: { field: 'detail', type: 'nominal' } }),
        ...facetsOf(rows, columns),
      },
    };
    // facets and layers exclude each other
    return rows.facets + columns.facets > 0
      ? { ...unit, ...box }
      : { layer: [unit, ...(row === undefined ? [] : linesOf(result))], ...box };
  });
  const [only] = specs;
  const together =
    charts === 1
      ? only
      : rows.axes.length > 1
        ? { vconcat: specs, spacing: 8 }
        : { hconcat: specs, spacing: 12 };
  // the library's types know no specification that is put together at run time
  return { data: { values }, config: CONFIG, ...together } as unknown as TopLevelSpec;
}

function shelfOf(result: SheetResult, book: FieldBook, pills: readonly Pill[]): Shelf {
  const isAxis = (pill: Pill): boolean => book.pill(pill).type === 'quantitative';
  const axes = pills.filter(isAxis);
  const headers = tellingOf(
    result,
    pills.filter((pill) => !isAxis(pill)),
  );
  const order = headersInOrder(result, book, headers);
  return { axes, headers, order, facets: axes.length > 0 && headers.length > 0 ? order.length : 0 };
}

/** Pixels of the marks of one chart of all. */
function sizeOfOne(rows: Shelf, columns: Shelf, { width, height }: ChartSize): ChartSize {
  const below = Math.max(1, rows.axes.length) * Math.max(1, rows.facets);
  const beside = Math.max(1, columns.axes.length) * Math.max(1, columns.facets);
  const labels = Math.min(ROOM.headers, 24 + 6 * Math.max(0, ...rows.order.map(({ length }) => length)));
  const left = rows.axes.length > 0 ? ROOM.axis + (rows.facets > 0 ? ROOM.facets : 0) : labels;
  const under = columns.axes.length > 0 ? ROOM.columnAxis : ROOM.columnHeaders;
  return {
    width: Math.max(60, (width - left) / beside - (beside > 1 ? 24 : 0)),
    height: Math.max(rows.facets > 0 ? 44 : 24, (height - under) / below - (below > 1 ? 14 : 0)),
  };
}

function facetsOf(rows: Shelf, columns: Shelf): object {
  const facet = (field: 'rows' | 'columns', { order }: Shelf): object => ({
    field,
    type: 'nominal',
    sort: order,
    title: null,
  });
  const header = { labelAngle: 0, labelAlign: 'left', labelLimit: ROOM.facets };
  return {
    ...(columns.facets > 0 && { column: facet('columns', columns) }),
    ...(rows.facets > 0 && { row: { ...facet('rows', rows), header } }),
  };
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

/** Headers without those that say the same everywhere, as long as one is left: Tableau writes these once. */
function tellingOf({ marks }: SheetResult, headers: readonly Pill[]): Pill[] {
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
