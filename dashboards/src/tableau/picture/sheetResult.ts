import { samePill, type Pill } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';

export type Cell = string | number | boolean | Date | null;

/** What a sheet's query answered: a row a mark, in the order of the sheet's headers. */
export interface SheetResult {
  readonly sheet: WorkbookSheet;
  readonly marks: ReadonlyArray<ReadonlyMap<string, Cell>>;
}

export const keyOf = ({ by, field, continuous }: Pill): string =>
  `${by} ${field} ${continuous ? 'axis' : 'header'}`;

/** Undefined where the query was not asked for it. */
export const cellOf = (mark: ReadonlyMap<string, Cell>, pill: Pill): Cell => mark.get(keyOf(pill)) ?? null;

/** Values of a header: as the sheet sorts them, which is the order of the marks, else in their own order. */
export function headerValues({ sheet, marks }: SheetResult, pill: Pill): Cell[] {
  const values = [...new Map(marks.map((mark) => [String(cellOf(mark, pill)), cellOf(mark, pill)])).values()];
  const sorted = sheet.sorts?.some((sort) => samePill(sort.pill, pill)) === true;
  return sorted ? values : values.sort(compare);
}

function compare(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return Number(a) - Number(b);
}
