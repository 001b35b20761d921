import { scopesOf, type Scope } from './columns.js';
import { attributeOf, childrenOf, descend, type Tree } from './tree.js';

export interface Zone {
  readonly id: string;
  /** `type-v2`; empty for a sheet's zone. */
  readonly type: string;
  /** The sheet that it shows, or whose filter or legend. */
  readonly sheet: string;
  readonly param: string;
  readonly box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly children: readonly Zone[];
  readonly tree: Tree;
}

export interface Dashboard {
  readonly name: string;
  readonly datasources: readonly string[];
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly size: Tree;
  /** Of the layout for desktops alone. */
  readonly roots: readonly Zone[];
  readonly tree: Tree;
}

export interface Window {
  readonly class: string;
  readonly name: string;
  readonly viewpoints: readonly string[];
  readonly tree: Tree;
}

export interface Action {
  readonly name: string;
  readonly caption: string;
  readonly source: Tree;
  readonly command: string;
  /** Of `tsc:tsl-filter`; empty elsewhere. */
  readonly expression: string;
  readonly params: ReadonlyMap<string, string>;
  readonly tree: Tree;
}

export function dashboardOf(tree: Tree): Dashboard {
  return {
    name: attributeOf(tree, 'name'),
    datasources: childrenOf(descend(tree, 'datasources'), 'datasource').map((one) =>
      attributeOf(one, 'name'),
    ),
    scopes: scopesOf(tree),
    size: descend(tree, 'size'),
    roots: childrenOf(descend(tree, 'zones'), 'zone').map(zoneOf),
    tree,
  };
}

function zoneOf(tree: Tree): Zone {
  const number = (name: string): number => Number(tree.attributes[name] ?? NaN);
  return {
    id: attributeOf(tree, 'id'),
    type: attributeOf(tree, 'type-v2') || attributeOf(tree, 'type'),
    sheet: attributeOf(tree, 'name'),
    param: attributeOf(tree, 'param'),
    box: { x: number('x'), y: number('y'), w: number('w'), h: number('h') },
    children: childrenOf(tree, 'zone').map(zoneOf),
    tree,
  };
}

export function zonesOf(dashboard: Pick<Dashboard, 'roots'>): Zone[] {
  const all = (zone: Zone): Zone[] => [zone, ...zone.children.flatMap(all)];
  return dashboard.roots.flatMap(all);
}

/** Zones that show a sheet. */
export function sheetZonesOf(dashboard: Dashboard): Zone[] {
  return zonesOf(dashboard).filter(({ type, sheet }) => type === '' && sheet !== '');
}

export function windowOf(tree: Tree): Window {
  return {
    class: attributeOf(tree, 'class'),
    name: attributeOf(tree, 'name'),
    viewpoints: childrenOf(descend(tree, 'viewpoints'), 'viewpoint').map((one) => attributeOf(one, 'name')),
    tree,
  };
}

export function actionOf(tree: Tree): Action {
  return {
    name: attributeOf(tree, 'name'),
    caption: attributeOf(tree, 'caption'),
    source: descend(tree, 'source'),
    command: attributeOf(descend(tree, 'command'), 'command'),
    expression: attributeOf(descend(tree, 'link'), 'expression'),
    params: new Map(
      childrenOf(descend(tree, 'command'), 'param').map((param) => [
        attributeOf(param, 'name'),
        attributeOf(param, 'value'),
      ]),
    ),
    tree,
  };
}
