import type { DataSource, Parameter, WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import { samePill } from '../description/pill.js';
import { actionNodes } from './actions.js';
import type { Catalogue } from './catalogue.js';
import type { Connection } from './connection.js';
import { dashboardNode } from './dashboard.js';
import { datasourceNode, type Palette } from './datasource.js';
import { FieldBook } from './fieldBook.js';
import { sheetsOfPage } from './layout.js';
import { parametersDatasource } from './parameters.js';
import { windowsNode } from './windows.js';
import { worksheetNode, type FilterGroups } from './worksheet.js';
import { element, writeXml, type Node } from './xml.js';

/** `18.1` is the format that Desktop has written since 2018, with the features that a file uses by name; `26.1` names the release. */
export type FormatVersion = '18.1' | '26.1';

export interface WorkbookInput {
  readonly pages: readonly WorkbookPage[];
  readonly sources: readonly DataSource[];
  readonly parameters: readonly Parameter[];
  readonly catalogue: Catalogue;
  readonly connection: Connection;
}

/** What the file makes use of that came after the format's first release. */
const FEATURES = [
  'AccessibleZoneTabOrder',
  'ObjectModelEncapsulateLegacy',
  'ObjectModelTableType',
  'SchemaViewerObjectModel',
  'SetMembershipControl',
  'SheetIdentifierTracking',
  'SortTagCleanup',
  'WindowsPersistSimpleIdentifiers',
];

/** The schema of 2026 demands it, and older releases refuse it in a file of format 18.1. */
const EXPLAIN_DATA = element(
  'explain-data',
  { 'enabled-for-viewer': false, 'extreme-values-enabled-for-all': false },
  element('explanation-types'),
);

/** The whole workbook as Tableau's XML. The same input gives the same bytes. */
export function renderWorkbook(
  { pages, sources, parameters, catalogue, connection }: WorkbookInput,
  version: FormatVersion,
): string {
  const books = new Map(sources.map((source) => [source.view, new FieldBook(source, catalogue, parameters)]));
  const bookOf = ({ view, title }: WorkbookSheet): FieldBook => {
    const book = books.get(view);
    if (book === undefined) throw new Error(`sheet "${title}" reads ${view}, which is no data source`);
    return book;
  };
  const sheets = pages.flatMap(sheetsOfPage);
  const groups = filterGroups(pages, bookOf);
  const root = element(
    'workbook',
    {
      'original-version': version,
      'source-build': '0.0.0 (0000.0.0.0)',
      'source-platform': 'win',
      version,
    },
    manifest(version),
    element(
      'preferences',
      {},
      element('preference', { name: 'ui.encoding.shelf.height', value: '24' }),
      element('preference', { name: 'ui.shelf.height', value: '26' }),
    ),
    element(
      'datasources',
      {},
      parametersDatasource(parameters, version),
      ...[...books.values()].map((book) =>
        datasourceNode(book, connection, palettesOf(sheets, book), version),
      ),
    ),
    ...actionNodes(pages, bookOf),
    element('worksheets', {}, ...sheets.map((sheet) => worksheetNode(sheet, bookOf(sheet), groups(sheet)))),
    element('dashboards', {}, ...pages.map((page) => dashboardNode(page, bookOf, parameters))),
    windowsNode(pages),
    ...(version === '26.1' ? [EXPLAIN_DATA] : []),
  );
  return writeXml(root);
}

export function manifest(version: FormatVersion): Node {
  const names = version === '18.1' ? FEATURES : ['ManifestByVersion'];
  return element('document-format-change-manifest', {}, ...names.map((name) => element(name)));
}

/** One for each pill of a data source that sheets colour words by. */
export function palettesOf(sheets: readonly WorkbookSheet[], { source }: FieldBook): Palette[] {
  const all = sheets.flatMap(({ view, colour }) =>
    view === source.view && 'words' in colour ? [colour] : [],
  );
  return all.filter((palette, index) => all.findIndex(({ pill }) => samePill(pill, palette.pill)) === index);
}

/** For each pill that a card narrows, of all sheets of the card's dashboard that are on the same data source. */
function filterGroups(
  pages: readonly WorkbookPage[],
  bookOf: (sheet: WorkbookSheet) => FieldBook,
): (sheet: WorkbookSheet) => FilterGroups {
  const numbers = new Map<string, number>();
  return (sheet) => {
    const book = bookOf(sheet);
    const page = pages.find((one) => sheetsOfPage(one).includes(sheet));
    const together = page === undefined ? [] : sheetsOfPage(page).filter(({ view }) => view === sheet.view);
    const first = together.some(({ filters }) => filters.some(({ kind }) => kind === 'top'));
    const cards = (page?.cards ?? []).filter((card) => together.some(({ id }) => id === card.sheet));
    return new Map(
      cards.map(({ pill }) => {
        const key = `${page?.id} ${book.reference(pill)}`;
        const number = numbers.get(key) ?? numbers.size + 1;
        numbers.set(key, number);
        return [book.reference(pill), { number, first }];
      }),
    );
  };
}
