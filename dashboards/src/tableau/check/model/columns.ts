import { allOf, attributeOf, childrenOf, descend, type Tree } from './tree.js';

/** A field as a data source, a sheet or a dashboard declares it. */
export interface Column {
  /** With brackets. */
  readonly name: string;
  readonly caption: string;
  readonly datatype: string;
  readonly role: string;
  readonly type: string;
  /** Of calculations in Tableau's language. */
  readonly formula: string | undefined;
  readonly tree: Tree;
}

/** A pill: a column with what is done to it. */
export interface Instance {
  /** With brackets, such as `[avg:psi:qk]`. */
  readonly name: string;
  /** Of its column, with brackets. */
  readonly column: string;
  readonly derivation: string;
  readonly pivot: string;
  readonly type: string;
  /** Whether a table calculation is laid over it, which goes into its name as well. */
  readonly tabled: boolean;
  readonly tree: Tree;
}

/** What may be referred to in one place, of one data source. */
export interface Scope {
  readonly datasource: string;
  readonly columns: ReadonlyMap<string, Column>;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Sets and groups, which are declared apart from columns. */
  readonly groups: ReadonlySet<string>;
  readonly tree: Tree;
}

export function columnOf(tree: Tree): Column {
  const calculation = descend(tree, 'calculation');
  const own = attributeOf(calculation, 'class') === 'tableau' && !('param-domain-type' in tree.attributes);
  return {
    name: attributeOf(tree, 'name'),
    caption: attributeOf(tree, 'caption'),
    datatype: attributeOf(tree, 'datatype'),
    role: attributeOf(tree, 'role'),
    type: attributeOf(tree, 'type'),
    formula: own ? calculation.attributes.formula : undefined,
    tree,
  };
}

function instanceOf(tree: Tree): Instance {
  return {
    name: attributeOf(tree, 'name'),
    column: attributeOf(tree, 'column'),
    derivation: attributeOf(tree, 'derivation'),
    pivot: attributeOf(tree, 'pivot'),
    type: attributeOf(tree, 'type'),
    tabled: tree.children.some(({ name }) => name === 'table-calc'),
    tree,
  };
}

export function scopeOf(tree: Tree, datasource: string): Scope {
  const columns = childrenOf(tree, 'column').map(columnOf);
  const instances = childrenOf(tree, 'column-instance').map(instanceOf);
  return {
    datasource,
    columns: new Map(columns.map((column) => [column.name, column])),
    instances: new Map(instances.map((instance) => [instance.name, instance])),
    groups: new Set(childrenOf(tree, 'group').map((group) => attributeOf(group, 'name'))),
    tree,
  };
}

/** One for each `datasource-dependencies` of a sheet or dashboard. */
export function scopesOf(tree: Tree): Map<string, Scope> {
  return new Map(
    childrenOf(tree, 'datasource-dependencies').map((dependencies) => {
      const name = attributeOf(dependencies, 'datasource');
      return [name, scopeOf(dependencies, name)];
    }),
  );
}

/** Values that a parameter offers, as they are written. */
export function membersOf({ tree }: Column): string[] {
  return allOf(tree, 'member').map((member) => attributeOf(member, 'value'));
}
