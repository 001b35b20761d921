import { scopesOf, type Scope } from './columns.js';
import { parseReference, type Reference } from './reference.js';
import { attributeOf, childrenOf, descend, type Tree } from './tree.js';

/** What a pill does to the marks of a pane: `color`, `size`, `text`, `lod`, `tooltip`, … */
export interface Encoding {
  readonly kind: string;
  readonly column: string;
  readonly tree: Tree;
}

export interface Pane {
  readonly mark: string;
  readonly encodings: readonly Encoding[];
  readonly referenceLines: readonly Tree[];
  /** The axes that it belongs to; empty where to all. */
  readonly axes: readonly string[];
  readonly tree: Tree;
}

export interface Filter {
  readonly class: string;
  readonly column: string;
  readonly group: string | undefined;
  /** Applied before Top N and other filters. */
  readonly context: boolean;
  readonly tree: Tree;
}

export interface Worksheet {
  readonly name: string;
  readonly datasources: readonly string[];
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly filters: readonly Filter[];
  /** `computed-sort` and its like. */
  readonly sorts: readonly Tree[];
  readonly slices: readonly string[];
  /** Whether measures are aggregated. */
  readonly aggregated: boolean;
  readonly panes: readonly Pane[];
  readonly rows: string;
  readonly columns: string;
  readonly tree: Tree;
}

export function worksheetOf(tree: Tree): Worksheet {
  const table = descend(tree, 'table');
  const view = descend(table, 'view');
  return {
    name: attributeOf(tree, 'name'),
    datasources: childrenOf(descend(view, 'datasources'), 'datasource').map((one) =>
      attributeOf(one, 'name'),
    ),
    scopes: scopesOf(view),
    filters: childrenOf(view, 'filter').map(filterOf),
    sorts: view.children.filter(({ name }) => /(^|-)sort$/.test(name)),
    slices: childrenOf(descend(view, 'slices'), 'column').map(({ text }) => text.trim()),
    aggregated: attributeOf(descend(view, 'aggregation'), 'value') !== 'false',
    panes: childrenOf(descend(table, 'panes'), 'pane').map(paneOf),
    rows: descend(table, 'rows').text.trim(),
    columns: descend(table, 'cols').text.trim(),
    tree,
  };
}

function filterOf(tree: Tree): Filter {
  return {
    class: attributeOf(tree, 'class'),
    column: attributeOf(tree, 'column'),
    group: tree.attributes['filter-group'],
    context: attributeOf(tree, 'context') === 'true',
    tree,
  };
}

function paneOf(tree: Tree): Pane {
  return {
    mark: attributeOf(descend(tree, 'mark'), 'class'),
    encodings: descend(tree, 'encodings').children.map((encoding) => ({
      kind: encoding.name,
      column: attributeOf(encoding, 'column'),
      tree: encoding,
    })),
    referenceLines: childrenOf(tree, 'reference-line'),
    axes: ['x-axis-name', 'y-axis-name'].flatMap((name) => tree.attributes[name] ?? []),
    tree,
  };
}

/** Pills that are drawn otherwise than on a shelf; a tooltip's are not. */
export function encodedReferences({ panes }: Worksheet): Reference[] {
  return panes
    .flatMap(({ encodings }) => encodings.filter(({ kind }) => kind !== 'tooltip'))
    .flatMap(({ column }) => parseReference(column) ?? []);
}
