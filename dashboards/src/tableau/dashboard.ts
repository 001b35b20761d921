import type { Pill } from '../description/pill.js';
import type { Parameter, WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import type { FieldBook } from './fieldBook.js';
import { uuid } from './ids.js';
import { layout, type Zone } from './layout.js';
import { cardDependencies } from './dependencies.js';
import { element, type Node } from './xml.js';

/** A page as Tableau's dashboard. */
export function dashboardNode(
  page: WorkbookPage,
  bookOf: (sheet: WorkbookSheet) => FieldBook,
  parameters: readonly Parameter[],
): Node {
  const { width, height, zones } = layout(page);
  const shown = parameters.filter(({ name }) => page.parameters.includes(name));
  const books = new Map<FieldBook, Pill[]>();
  for (const { of, pill } of zones) {
    if (of !== undefined && pill !== undefined)
      books.set(bookOf(of), [...(books.get(bookOf(of)) ?? []), pill]);
  }
  return element(
    'dashboard',
    { 'enable-sort-zone-taborder': true, name: page.title },
    element('style', {}),
    element('size', {
      maxheight: height,
      maxwidth: width,
      minheight: height,
      minwidth: width,
      'sizing-mode': 'fixed',
    }),
    element(
      'datasources',
      {},
      ...[...books.keys()].map((book) =>
        element('datasource', { caption: book.source.title, name: book.id }),
      ),
      ...(shown.length > 0 ? [element('datasource', { name: 'Parameters' })] : []),
    ),
    ...[...books].flatMap(([book, pills], index) =>
      cardDependencies(book, uniquePills(book, pills), index === 0 ? shown : []),
    ),
    element(
      'zones',
      {},
      element(
        'zone',
        { h: 100_000, id: 1, 'type-v2': 'layout-basic', w: 100_000, x: 0, y: 0 },
        ...zones.map((zone, index) => zoneNode(zone, index + 2, { width, height }, bookOf)),
        zoneStyle(8),
      ),
    ),
    element('simple-id', { uuid: uuid('dashboard', page.id) }),
  );
}

function uniquePills(book: FieldBook, pills: readonly Pill[]): Pill[] {
  return [...new Map(pills.map((pill) => [book.reference(pill), pill])).values()];
}

function zoneNode(
  { x, y, w, h, of, pill, kind, parameter, mode }: Zone,
  id: number,
  { width, height }: { width: number; height: number },
  bookOf: (sheet: WorkbookSheet) => FieldBook,
): Node {
  const share = (pixels: number, of: number): number => Math.round((pixels / of) * 100_000);
  const param =
    parameter === undefined
      ? of === undefined || pill === undefined
        ? undefined
        : bookOf(of).reference(pill)
      : `[Parameters].[Parameter ${parameter}]`;
  return element(
    'zone',
    {
      h: share(h, height),
      id,
      mode,
      name: of?.title,
      param,
      'type-v2': kind === 'sheet' ? undefined : kind,
      w: share(w, width),
      x: share(x, width),
      y: share(y, height),
    },
    zoneStyle(4),
  );
}

function zoneStyle(margin: number): Node {
  return element(
    'zone-style',
    {},
    ...Object.entries({ 'border-color': '#000000', 'border-style': 'none', 'border-width': 0, margin }).map(
      ([attr, value]) => element('format', { attr, value }),
    ),
  );
}
