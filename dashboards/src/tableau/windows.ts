import type { WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import { uuid } from './ids.js';
import { sheetsOfPage } from './layout.js';
import { element, type Node } from './xml.js';

const ZOOM = { all: 'entire-view', width: 'fit-width' } as const;

const zoom = ({ fit }: WorkbookSheet): Node => element('zoom', { type: ZOOM[fit] });

/** One window a dashboard and sheet; the first dashboard is what a reader sees first. */
export function windowsNode(pages: readonly WorkbookPage[]): Node {
  const [first] = pages;
  return element(
    'windows',
    { 'source-height': 30 },
    ...pages.map((page) =>
      element(
        'window',
        { class: 'dashboard', maximized: page === first ? true : undefined, name: page.title },
        element(
          'viewpoints',
          {},
          ...sheetsOfPage(page).map((sheet) => element('viewpoint', { name: sheet.title }, zoom(sheet))),
        ),
        element('active', { id: -1 }),
        element('simple-id', { uuid: uuid('window', page.id) }),
      ),
    ),
    ...pages
      .flatMap(sheetsOfPage)
      .map((sheet) =>
        element(
          'window',
          { class: 'worksheet', name: sheet.title },
          cards(),
          element('viewpoint', {}, zoom(sheet)),
          element('simple-id', { uuid: uuid('window', sheet.id) }),
        ),
      ),
  );
}

function cards(): Node {
  const strip = (size: number, ...types: readonly string[]): Node =>
    element('strip', { size }, ...types.map((type) => element('card', { type })));
  return element(
    'cards',
    {},
    element('edge', { name: 'left' }, strip(160, 'pages', 'filters', 'marks')),
    element(
      'edge',
      { name: 'top' },
      strip(2_147_483_647, 'columns'),
      strip(2_147_483_647, 'rows'),
      strip(31, 'title'),
    ),
  );
}
