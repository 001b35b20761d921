import type { Pill } from '../description/pill.js';
import type { Colouring } from '../description/workbook.js';
import type { Connection } from './connection.js';
import { columnNode, type FieldBook } from './fieldBook.js';
import { connectionId, objectId } from './ids.js';
import { parameterColumn } from './parameters.js';
import { element, elementOf, type Node } from './xml.js';

/** Colours that every sheet on a data source shares, by the pill that they belong to. */
export type Palette = Extract<Colouring, { words: unknown }>;

/** A live connection to one view. What Tableau drops silently where it disagrees, all comes from one list of fields. */
export function datasourceNode(
  book: FieldBook,
  connection: Connection,
  palettes: readonly Palette[],
  version: string,
): Node {
  return element(
    'datasource',
    { caption: book.source.title, inline: true, name: book.id, version },
    ...datasourceContent(book, connection, palettes),
  );
}

export function datasourceContent(
  book: FieldBook,
  connection: Connection,
  palettes: readonly Palette[],
): Node[] {
  const { view } = book.source;
  const leaf = `postgres.${connectionId('connection', view)}`;
  const relation = element('relation', {
    connection: leaf,
    name: view,
    table: `[drift].[${view}]`,
    type: 'table',
  });
  const used = palettes.map(({ pill }): Pill => pill);
  return [
    element(
      'connection',
      { class: 'federated' },
      element(
        'named-connections',
        {},
        element(
          'named-connection',
          { caption: connection.server, name: leaf },
          element('connection', {
            ...connection,
            authentication: 'username-password',
            class: 'postgres',
            'odbc-native-protocol': '',
            'one-time-sql': '',
          }),
        ),
      ),
      relation,
      element('metadata-records', {}, ...metadataRecords(book)),
    ),
    element('aliases', { enabled: 'yes' }),
    ...book.fields.map((field) => columnNode(field, true)),
    element('column', {
      caption: view,
      datatype: 'table',
      name: `[__tableau_internal_object_id__].[${objectId(view)}]`,
      role: 'measure',
      type: 'quantitative',
    }),
    ...used.map((pill) => book.columnInstance(pill)),
    element('layout', {
      'dim-ordering': 'alphabetic',
      'measure-ordering': 'alphabetic',
      'show-structure': true,
    }),
    ...elementOf(
      'style',
      {},
      elementOf(
        'style-rule',
        { element: 'mark' },
        palettes.map((palette) => paletteNode(book, palette)),
      ),
    ),
    ...parameterDependencies(book),
    element(
      'object-graph',
      {},
      element(
        'objects',
        {},
        element(
          'object',
          { caption: view, id: objectId(view) },
          element('properties', { context: '' }, relation),
        ),
      ),
    ),
  ];
}

function metadataRecords(book: FieldBook): Node[] {
  const { view } = book.source;
  return book.fields.flatMap(({ name, local, remote }) =>
    remote === undefined
      ? []
      : [
          element(
            'metadata-record',
            { class: 'column' },
            element('remote-name', {}, name),
            element('remote-type', {}, String(remote.remote)),
            element('local-name', {}, `[${name}]`),
            element('parent-name', {}, `[${view}]`),
            element('remote-alias', {}, name),
            element('ordinal', {}, String(remote.ordinal)),
            element('local-type', {}, local),
            element('aggregation', {}, remote.aggregation),
            element('contains-null', {}, 'true'),
            element('object-id', {}, `[${objectId(view)}]`),
          ),
        ],
  );
}

function paletteNode(book: FieldBook, { pill, words }: Palette): Node {
  const quote = book.field(pill.field).local === 'boolean' ? '' : '"';
  return element(
    'encoding',
    { attr: 'color', field: book.pill(pill).name, type: 'palette' },
    ...words.map(([word, colour]) =>
      element('map', { to: colour }, element('bucket', {}, `${quote}${word}${quote}`)),
    ),
  );
}

/** A data source whose formulas read parameters repeats them. */
function parameterDependencies(book: FieldBook): Node[] {
  const read = new Set(book.fields.flatMap((field) => book.parametersOf(field)));
  return elementOf('datasource-dependencies', { datasource: 'Parameters' }, [...read].map(parameterColumn));
}
