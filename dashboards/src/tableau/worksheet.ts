import type { WorkbookSheet } from '../description/workbook.js';
import { dependenciesOf } from './dependencies.js';
import type { FieldBook } from './fieldBook.js';
import { filterNode, type FilterGroup } from './filters.js';
import { formattedText, run } from './formattedText.js';
import { uuid } from './ids.js';
import { panes, shelf } from './panes.js';
import { sheetStyle } from './sheetStyle.js';
import { element, elementOf, type Node } from './xml.js';

/** By pill's reference, which filters are narrowed together. */
export type FilterGroups = ReadonlyMap<string, FilterGroup>;

/** A sheet as Tableau's worksheet. */
export function worksheetNode(sheet: WorkbookSheet, book: FieldBook, groups: FilterGroups): Node {
  return element(
    'worksheet',
    { name: sheet.title },
    element(
      'layout-options',
      {},
      element(
        'title',
        {},
        formattedText(
          run(sheet.title, { bold: true, fontsize: 12 }),
          run(`\n${sheet.description}`, { fontcolor: '#5f6b7a', fontsize: 9 }),
        ),
      ),
    ),
    element(
      'table',
      {},
      viewNode(sheet, book, groups),
      element('style', {}, ...sheetStyle(sheet, book)),
      element('panes', {}, ...panes(sheet, book)),
      element('rows', {}, shelf(sheet.rows, book)),
      element('cols', {}, shelf(sheet.columns, book)),
    ),
    element('simple-id', { uuid: uuid('worksheet', sheet.id) }),
  );
}

function viewNode(sheet: WorkbookSheet, book: FieldBook, groups: FilterGroups): Node {
  const { filters, sorts = [] } = sheet;
  const dependencies = dependenciesOf(sheet, book);
  return element(
    'view',
    {},
    element(
      'datasources',
      {},
      element('datasource', { caption: book.source.title, name: book.id }),
      ...(dependencies.length > 1 ? [element('datasource', { name: 'Parameters' })] : []),
    ),
    ...dependencies,
    ...filters.map((filter) => filterNode(book, filter, groups.get(book.reference(filter.pill)))),
    ...sorts.map(({ pill, by, descending }) =>
      element('computed-sort', {
        column: book.reference(pill),
        direction: descending ? 'DESC' : 'ASC',
        using: book.reference(by),
      }),
    ),
    ...elementOf(
      'slices',
      {},
      filters.map(({ pill }) => element('column', {}, book.reference(pill))),
    ),
    element('aggregation', { value: true }),
  );
}
