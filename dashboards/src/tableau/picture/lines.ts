import { PARAMETERS } from '../../workbook/fields.js';
import { cellOf, type SheetResult } from './sheetResult.js';

/** Lines across a chart, each with its name; the lowest value of a pill, as the workbook asks for. */
export function linesOf({ sheet, marks }: SheetResult): object[] {
  return (sheet.lines ?? []).flatMap(({ title, value, colour }, index) => {
    const at =
      'parameter' in value
        ? Number(PARAMETERS.find(({ name }) => name === value.parameter)?.value)
        : Math.min(...marks.map((mark) => Number(cellOf(mark, value) ?? Infinity)));
    if (!Number.isFinite(at)) return [];
    const y = { datum: at, type: 'quantitative' };
    return [
      { data: { values: [{}] }, mark: { type: 'rule', strokeDash: [5, 4], color: colour }, encoding: { y } },
      {
        data: { values: [{ text: `${title}: ${at}` }] },
        mark: { type: 'text', align: 'left', dx: 4 + index * 160, dy: -7, color: colour, fontSize: 10 },
        encoding: { y, x: { value: 0 }, text: { field: 'text' } },
      },
    ];
  });
}
