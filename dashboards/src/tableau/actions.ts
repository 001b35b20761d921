import type { WorkbookAction, WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import { columnNode, type Field, type FieldBook } from './fieldBook.js';
import { sheetsOfPage } from './layout.js';
import { element, type Node } from './xml.js';

const ACTIVATION = { select: 'on-select', hover: 'on-hover', menu: 'explicit' } as const;

/** What a click or a pointer does, for all pages; empty where nothing does anything. */
export function actionNodes(
  pages: readonly WorkbookPage[],
  bookOf: (sheet: WorkbookSheet) => FieldBook,
): Node[] {
  const sources = new Map<FieldBook, Map<string, Field>>();
  const actions = pages.flatMap((page) =>
    page.actions.map((action) => {
      const from = sheetsOfPage(page).find(({ id }) => id === action.from);
      const target = pages.find(({ id }) => id === (action.to ?? page.id));
      if (from === undefined || target === undefined)
        throw new Error(`action "${action.title}" has no source or target`);
      if (action.does === 'filter') {
        for (const book of [bookOf(from), ...targetBooks(action, from, target, bookOf)]) {
          const fields = sources.get(book) ?? new Map<string, Field>();
          for (const key of action.fields) fields.set(key, book.field(key));
          sources.set(book, fields);
        }
      }
      return { action, page, from, target };
    }),
  );
  if (actions.length === 0) return [];
  const nodes = actions.map(({ action, page, from, target }, index) =>
    actionNode(action, index + 1, { page, from, target, bookOf }),
  );
  return [
    element(
      'actions',
      {},
      ...nodes,
      element(
        'datasources',
        {},
        ...[...sources.keys()].map((book) =>
          element('datasource', { caption: book.source.title, name: book.id }),
        ),
      ),
      ...[...sources].map(([book, fields]) =>
        element(
          'datasource-dependencies',
          { datasource: book.id },
          ...[...fields.values()].map((field) => columnNode(field, false)),
        ),
      ),
    ),
  ];
}

interface Ends {
  readonly page: WorkbookPage;
  readonly from: WorkbookSheet;
  readonly target: WorkbookPage;
  readonly bookOf: (sheet: WorkbookSheet) => FieldBook;
}

function actionNode(action: WorkbookAction, number: number, { page, from, target, bookOf }: Ends): Node {
  const { title, does, fields, on } = action;
  const left = leftAlone(action, from, target).map((sheet) => sheet.title);
  const source = bookOf(from);
  const highlight = does === 'highlight';
  return element(
    'action',
    { caption: title, name: `[Action${number}]` },
    element('activation', { 'auto-clear': true, type: ACTIVATION[on] }),
    element('source', { dashboard: page.title, type: 'sheet', worksheet: from.title }),
    ...(highlight
      ? []
      : [
          element('link', {
            caption: title,
            delimiter: ',',
            escape: '\\',
            expression: filterExpression(action, from, target, bookOf),
            'include-null': true,
            'multi-select': true,
            'url-escape': true,
          }),
        ]),
    element(
      'command',
      { command: highlight ? 'tsc:brush' : 'tsc:tsl-filter' },
      ...(left.length > 0 ? [param('exclude', left.join(','))] : []),
      ...(highlight
        ? [param('field-captions', fields.map((key) => source.field(key).caption).join(','))]
        : []),
      param('target', target.title),
    ),
  );
}

const param = (name: string, value: string): Node => element('param', { name, value });

/** `tsl:Target?[source].[field]~s0=<[source].[field]~na>&…`, escaped as in an address: by which field of which source what is filtered. */
function filterExpression(
  action: WorkbookAction,
  from: WorkbookSheet,
  target: WorkbookPage,
  bookOf: (sheet: WorkbookSheet) => FieldBook,
): string {
  const source = bookOf(from);
  const pairs = targetBooks(action, from, target, bookOf).flatMap((book) =>
    action.fields.map((key) => {
      const left = encodeURIComponent(`[${book.id}].[${book.field(key).name}]`).replaceAll('%2E', '.');
      return `${left}~s0=<[${source.id}].[${source.field(key).name}]~na>`;
    }),
  );
  return `tsl:${encodeURIComponent(target.title)}?${pairs.join('&')}`;
}

/** Data sources of the sheets that are filtered; of those that have all the fields. */
function targetBooks(
  action: WorkbookAction,
  from: WorkbookSheet,
  target: WorkbookPage,
  bookOf: (sheet: WorkbookSheet) => FieldBook,
): FieldBook[] {
  const left = leftAlone(action, from, target);
  const sheets = sheetsOfPage(target).filter((sheet) => !left.includes(sheet));
  return [...new Set(sheets.map(bookOf))].filter((book) =>
    action.fields.every((key) => book.fields.some((field) => field.key === key)),
  );
}

/** A sheet does not filter itself, so that its other marks can still be chosen. */
function leftAlone(
  { except = [], from: own, does }: WorkbookAction,
  from: WorkbookSheet,
  target: WorkbookPage,
): WorkbookSheet[] {
  return sheetsOfPage(target).filter(
    (sheet) => except.includes(sheet.id) || (does === 'filter' && sheet.id === own && sheet === from),
  );
}
