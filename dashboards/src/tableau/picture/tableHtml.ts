import { escapeMarkup } from '../../../../exporter/src/reports/text.js';
import type { Pill } from '../../description/pill.js';
import type { FieldBook } from '../fieldBook.js';
import { cellText } from './cellText.js';
import { lexical } from './chartSpec.js';
import { colourOf } from './colourOf.js';
import { cellOf, headerValues, type SheetResult } from './sheetResult.js';

/** Headers only: a line a mark, equal headers below each other once. */
export function tableHtml(result: SheetResult, book: FieldBook): string {
  const { sheet, marks } = result;
  const order = sheet.rows.map((pill) => headerValues(result, pill).map(String));
  const place = (mark: (typeof marks)[number]): number[] =>
    sheet.rows.map((pill, index) => order[index]?.indexOf(String(cellOf(mark, pill))) ?? 0);
  const lines = marks.map((mark) => ({ mark, place: place(mark) })).sort((a, b) => lexical(a.place, b.place));
  const head = sheet.rows.map((pill) => `<th>${escapeMarkup(book.field(pill.field).caption)}</th>`).join('');
  const body = lines.map(({ mark, place: own }, index) => {
    const above = lines[index - 1]?.place;
    const cells = sheet.rows.map((pill, column) => {
      const same = above !== undefined && own.slice(0, column + 1).every((value, at) => value === above[at]);
      return `<td>${same ? '' : escapeMarkup(cellText(cellOf(mark, pill), pill, book))}</td>`;
    });
    const label = (sheet.label ?? [])
      .map((part) => (typeof part === 'string' ? part : textOf(mark, part, book)))
      .join('');
    const drawn =
      sheet.mark === 'Square'
        ? `<i style="background:${colourOf(sheet.colour, mark)}"></i>`
        : `<b>${escapeMarkup(label)}</b>`;
    return `<tr>${cells.join('')}<td>${drawn}</td></tr>`;
  });
  return `<table><thead><tr>${head}<th></th></tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function textOf(mark: SheetResult['marks'][number], pill: Pill, book: FieldBook): string {
  return cellText(cellOf(mark, pill), pill, book);
}

/** A sheet that is its label alone. */
export function labelHtml({ sheet, marks }: SheetResult, book: FieldBook): string {
  const [mark = new Map()] = marks;
  const text = (sheet.label ?? []).map((part) =>
    typeof part === 'string'
      ? part.split('\n').map(escapeMarkup).join('<br>')
      : `<b>${escapeMarkup(textOf(mark, part, book))}</b>`,
  );
  return `<p class="label">${text.join('')}</p>`;
}
