import { samePill, type Pill } from '../description/pill.js';
import type { Colouring, SheetFilter, Text, WorkbookSheet } from '../description/workbook.js';

export const pillsOfText = (text: Text): Pill[] => text.filter((part) => typeof part !== 'string');

export const pillOfColour = (colour: Colouring): Pill[] => ('pill' in colour ? [colour.pill] : []);

/** What splits marks or is drawn: everything that the text of a tooltip may rely on. */
export function drawnPills({ rows, columns, colour, detail = [], label = [] }: WorkbookSheet): Pill[] {
  return unique([...rows, ...columns, ...pillOfColour(colour), ...detail, ...pillsOfText(label)]);
}

/** What a tooltip reads besides. */
export function tooltipPills(sheet: WorkbookSheet): Pill[] {
  const drawn = drawnPills(sheet);
  return unique(pillsOfText(sheet.tooltip)).filter((pill) => !drawn.some((other) => samePill(pill, other)));
}

/** Every pill that a sheet must declare. */
export function declaredPills(sheet: WorkbookSheet): Pill[] {
  const { filters, sorts = [] } = sheet;
  return unique([
    ...drawnPills(sheet),
    ...tooltipPills(sheet),
    ...filters.map(({ pill }) => pill),
    ...sorts.flatMap(({ pill, by }) => [pill, by]),
  ]);
}

/** The parameters that a sheet reads by itself, besides those of its calculations. */
export function lineParameters({ lines = [] }: WorkbookSheet): string[] {
  return lines.flatMap(({ value }) => ('parameter' in value ? [value.parameter] : []));
}

/** What a reader may narrow, and not what the sheet is made of. */
export const isChoice = ({ kind }: SheetFilter): boolean => kind === 'choice' || kind === 'range';

function unique(pills: readonly Pill[]): Pill[] {
  return pills.filter((pill, index) => pills.findIndex((other) => samePill(pill, other)) === index);
}
