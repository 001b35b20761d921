import { escapeMarkup } from '../../../../exporter/src/reports/text.js';
import type { WorkbookPage, WorkbookSheet } from '../../description/workbook.js';
import { PARAMETERS } from '../../workbook/fields.js';
import type { FieldBook } from '../fieldBook.js';
import { layout, type Zone } from '../layout.js';
import { chartSpec } from './chartSpec.js';
import { chartSvg } from './chartSvg.js';
import type { SheetResult } from './sheetResult.js';
import { labelHtml, tableHtml } from './tableHtml.js';

const CAPTION =
  'Drawn from the workbook’s own queries by our program, in its geometry: a proxy. It was not opened in Tableau.';
/** What a sheet's title and description take of its height. */
const HEADING = 54;

/** A dashboard as a page, as far as it can be told without Tableau: its zones in their places, each with what its query answered. */
export async function pageHtml(
  page: WorkbookPage,
  resultOf: (sheet: WorkbookSheet) => SheetResult,
  bookOf: (sheet: WorkbookSheet) => FieldBook,
): Promise<{ html: string; width: number; height: number }> {
  const { width, height, zones } = layout(page);
  const drawn = await Promise.all(zones.map((zone) => zoneHtml(zone, page, resultOf, bookOf)));
  const html = `<!doctype html><meta charset="utf-8"><title>${escapeMarkup(page.title)}</title><style>${STYLE}</style>
<main style="width:${width}px;height:${height}px">${drawn.join('\n')}</main><footer style="width:${width}px">${CAPTION}</footer>`;
  return { html, width, height: height + 28 };
}

async function zoneHtml(
  zone: Zone,
  page: WorkbookPage,
  resultOf: (sheet: WorkbookSheet) => SheetResult,
  bookOf: (sheet: WorkbookSheet) => FieldBook,
): Promise<string> {
  const { kind, x, y, w, h, of, pill, parameter } = zone;
  const box = (content: string): string =>
    `<section class="${kind}" style="left:${x}px;top:${y}px;width:${w}px;height:${h}px">${content}</section>`;
  switch (kind) {
    case 'title':
      return box(`<h1>${escapeMarkup(page.title)}</h1>`);
    case 'filter': {
      const card = page.cards.find((one) => one.sheet === of?.id && one.pill === pill);
      return box(
        control(card?.title ?? '', of === undefined || pill === undefined ? '' : chosen(of, pill.field)),
      );
    }
    case 'paramctrl': {
      const found = PARAMETERS.find(({ name }) => name === parameter);
      return box(control(found?.title ?? '', String(found?.value ?? '')));
    }
    case 'color':
      return box(of !== undefined && 'words' in of.colour ? legend(of.colour.words) : '');
    case 'sheet':
      return of === undefined
        ? ''
        : box(await sheetHtml(of, { w: w - 16, h: h - HEADING - 12 }, resultOf(of), bookOf(of)));
  }
}

function control(title: string, value: string): string {
  return `<label>${escapeMarkup(title)}</label><div class="box">${escapeMarkup(value)}<span>▾</span></div>`;
}

/** What a card shows before anybody chooses. */
function chosen({ filters }: WorkbookSheet, field: string): string {
  const filter = filters.find((one) => one.pill.field === field);
  return filter?.kind === 'members'
    ? filter.members.join(', ')
    : filter?.kind === 'range'
      ? 'all of it'
      : '(All)';
}

const legend = (words: ReadonlyArray<readonly [string, string]>): string =>
  words
    .map(([word, colour]) => `<div><i style="background:${colour}"></i>${escapeMarkup(word)}</div>`)
    .join('');

async function sheetHtml(
  sheet: WorkbookSheet,
  { w, h }: { w: number; h: number },
  result: SheetResult,
  book: FieldBook,
): Promise<string> {
  const heading = `<h2>${escapeMarkup(sheet.title)}</h2><p class="about">${escapeMarkup(sheet.description)}</p>`;
  const isTable =
    sheet.columns.length === 0 && sheet.rows.every((pill) => book.pill(pill).type !== 'quantitative');
  const content =
    result.marks.length === 0
      ? `<p class="label">no rows: ${escapeMarkup(sheet.mayBeEmpty ?? 'none are there')}</p>`
      : sheet.rows.length + sheet.columns.length === 0
        ? labelHtml(result, book)
        : isTable
          ? tableHtml(result, book)
          : await chartSvg(chartSpec(result, book, { width: w, height: h }));
  return `${heading}<div class="view" style="height:${h}px">${content}</div>`;
}

const STYLE = `
body{margin:0;background:#fff;color:#1f2933;font:12px Inter,'DejaVu Sans',sans-serif}
main{position:relative;overflow:hidden}section{position:absolute;box-sizing:border-box;padding:4px 8px;overflow:hidden}
h1{font-size:20px;font-weight:600;margin:8px 0 0}h2{font-size:13px;font-weight:600;margin:2px 0}
.about{margin:0 0 4px;color:#5f6b7a;font-size:10px;line-height:13px;max-height:26px;overflow:hidden}
label{display:block;color:#5f6b7a;font-size:11px;margin:6px 0 3px}
.box{border:1px solid #cbd2da;border-radius:2px;padding:3px 8px;display:flex;justify-content:space-between}.box span{color:#5f6b7a}
.color{font-size:10px;line-height:11px;padding-top:4px}.color i,td i{display:inline-block;width:10px;height:10px;margin-right:5px}
td i{width:14px;height:14px;margin:0}.view{overflow:hidden}
table{border-collapse:collapse;width:100%;font-size:11px}th{text-align:left;color:#5f6b7a;font-weight:500}
th,td{padding:2px 10px 2px 0;border-bottom:1px solid #eef1f4;white-space:nowrap;overflow:hidden;max-width:260px;text-overflow:ellipsis}
.label{font-size:17px;line-height:26px;margin:8px 0}footer{color:#5f6b7a;font-size:11px;padding:4px 16px 10px;box-sizing:border-box;text-align:right}`;
