import { scopeOf, type Scope } from './columns.js';
import { allOf, attributeOf, childrenOf, descend, type Tree } from './tree.js';

/** A column as the database knows it. */
export interface MetadataRecord {
  readonly remoteName: string;
  readonly remoteType: number;
  /** With brackets. */
  readonly localName: string;
  readonly localType: string;
  /** With brackets. */
  readonly parentName: string;
  readonly objectId: string;
  readonly tree: Tree;
}

export interface Relation {
  readonly name: string;
  readonly connection: string;
  readonly type: string;
  /** `[schema].[name]`, of tables. */
  readonly table: string;
  readonly tree: Tree;
}

export interface Datasource {
  readonly name: string;
  readonly caption: string;
  readonly version: string;
  readonly scope: Scope;
  /** Empty for parameters. */
  readonly connection: Tree;
  readonly namedConnections: readonly Tree[];
  readonly relations: readonly Relation[];
  readonly records: readonly MetadataRecord[];
  readonly objects: readonly Tree[];
  readonly tree: Tree;
}

export function datasourceOf(tree: Tree): Datasource {
  const name = attributeOf(tree, 'name');
  const connection = descend(tree, 'connection');
  return {
    name,
    caption: attributeOf(tree, 'caption') || name,
    version: attributeOf(tree, 'version'),
    scope: scopeOf(tree, name),
    connection,
    namedConnections: childrenOf(descend(connection, 'named-connections'), 'named-connection'),
    relations: childrenOf(connection, 'relation').map(relationOf),
    records: allOf(connection, 'metadata-record')
      .filter((record) => attributeOf(record, 'class') === 'column')
      .map(recordOf),
    objects: childrenOf(descend(tree, 'object-graph', 'objects'), 'object'),
    tree,
  };
}

export function relationOf(tree: Tree): Relation {
  return {
    name: attributeOf(tree, 'name'),
    connection: attributeOf(tree, 'connection'),
    type: attributeOf(tree, 'type'),
    table: attributeOf(tree, 'table'),
    tree,
  };
}

function recordOf(tree: Tree): MetadataRecord {
  const text = (name: string): string => descend(tree, name).text.trim();
  return {
    remoteName: text('remote-name'),
    remoteType: Number(text('remote-type')),
    localName: text('local-name'),
    localType: text('local-type'),
    parentName: text('parent-name'),
    objectId: text('object-id'),
    tree,
  };
}

/** `drift` and `v1_models` of `[drift].[v1_models]`; undefined for anything else. */
export function schemaAndTable({ table }: Relation): readonly [string, string] | undefined {
  const found = /^\[([^\]]+)\]\.\[([^\]]+)\]$/.exec(table);
  return found?.[1] === undefined || found[2] === undefined ? undefined : [found[1], found[2]];
}
