import type { DataSource } from '../description/workbook.js';
import type { Catalogue } from './catalogue.js';
import type { Connection } from './connection.js';
import { datasourceContent } from './datasource.js';
import { FieldBook } from './fieldBook.js';
import { manifest } from './workbook.js';
import { element, writeXml } from './xml.js';

const VERSION = '18.1';

/** A data source of its own for people who build their own sheets: one view, with its comments, and no calculations. */
export function renderTds(
  { view, title }: Pick<DataSource, 'view' | 'title'>,
  catalogue: Catalogue,
  connection: Connection,
): string {
  const book = new FieldBook({ view, title, calculations: [] }, catalogue, []);
  return writeXml(
    element(
      'datasource',
      { 'formatted-name': book.id, inline: true, 'source-platform': 'win', version: VERSION },
      manifest(VERSION),
      ...datasourceContent(book, connection, []),
    ),
  );
}
