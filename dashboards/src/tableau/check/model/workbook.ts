import { actionOf, dashboardOf, windowOf, type Action, type Dashboard, type Window } from './dashboard.js';
import { datasourceOf, schemaAndTable, type Datasource } from './datasource.js';
import { columnOf, type Column } from './columns.js';
import { attributeOf, childrenOf, descend, parseTree, type Tree } from './tree.js';
import { worksheetOf, type Worksheet } from './worksheet.js';

/** A workbook as its file says it, without what Tableau would add or leave out. */
export interface Workbook {
  readonly text: string;
  readonly version: string;
  /** Names of the manifest. */
  readonly features: readonly string[];
  /** Parameters among them. */
  readonly datasources: ReadonlyMap<string, Datasource>;
  /** By name, with brackets. */
  readonly parameters: ReadonlyMap<string, Column>;
  readonly worksheets: readonly Worksheet[];
  readonly dashboards: readonly Dashboard[];
  readonly windows: readonly Window[];
  readonly actions: readonly Action[];
  readonly tree: Tree;
}

export const PARAMETERS = 'Parameters';

/** @throws XmlParseError where the text is no XML */
export function readWorkbook(text: string): Workbook {
  const tree = parseTree(text);
  const all = <T>(list: string, one: string, of: (tree: Tree) => T): T[] =>
    childrenOf(descend(tree, list), one).map(of);
  const datasources = all('datasources', 'datasource', datasourceOf);
  const parameters = datasources.find(({ name }) => name === PARAMETERS);
  return {
    text,
    version: attributeOf(tree, 'version'),
    features: descend(tree, 'document-format-change-manifest').children.map(({ name }) => name),
    datasources: new Map(datasources.map((datasource) => [datasource.name, datasource])),
    parameters: new Map(
      childrenOf(parameters?.tree ?? descend(tree, ''), 'column')
        .map(columnOf)
        .map((column) => [column.name, column]),
    ),
    worksheets: all('worksheets', 'worksheet', worksheetOf),
    dashboards: all('dashboards', 'dashboard', dashboardOf),
    windows: all('windows', 'window', windowOf),
    actions: all('actions', 'action', actionOf),
    tree,
  };
}

/** Data sources that have a connection. */
export function sourcesOf({ datasources }: Workbook): Datasource[] {
  return [...datasources.values()].filter(({ name }) => name !== PARAMETERS);
}

/** Whether it reads this project's result store: what holds for our dashboards alone is asked of no other. */
export function readsResultStore(workbook: Workbook): boolean {
  return sourcesOf(workbook).some(({ relations }) =>
    relations.some((relation) => schemaAndTable(relation)?.[0] === 'drift'),
  );
}
