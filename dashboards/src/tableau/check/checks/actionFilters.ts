import type { Check } from '../check.js';
import { ofAction } from '../finding.js';
import { sheetZonesOf, type Action } from '../model/dashboard.js';
import { parseReference } from '../model/reference.js';
import { attributeOf, childrenOf, descend } from '../model/tree.js';
import type { Workbook } from '../model/workbook.js';

export const actionFilters: Check = {
  id: 'action-filters',
  says: 'What an action filters by is a field that its source sheet shows, and what it filters a field of data sources on its target.',
  find(workbook) {
    return workbook.actions
      .filter(({ command, expression }) => command === 'tsc:tsl-filter' && expression !== '')
      .flatMap((action) =>
        faultsOf(action, workbook).map((message) => ({
          place: ofAction(action.caption),
          line: action.tree.line,
          message,
        })),
      );
  },
};

function faultsOf(action: Action, workbook: Workbook): string[] {
  const [address = '', query = ''] = action.expression.split('?');
  const named = decoded(address.replace(/^tsl:/, ''));
  const target = action.params.get('target');
  const wrong =
    address.startsWith('tsl:') && named === target
      ? []
      : [`its expression leads to ${JSON.stringify(named)}, and its target is ${JSON.stringify(target)}`];
  return [...wrong, ...query.split('&').flatMap((pair) => pairFaults(pair, action, workbook))];
}

function pairFaults(pair: string, action: Action, workbook: Workbook): string[] {
  const found = /^(.+?)~s0=<(.+)~na>$/.exec(pair);
  const to = parseReference(decoded(found?.[1] ?? ''));
  // the source's own data source goes without saying
  const from =
    parseReference(found?.[2] ?? '') ?? parseReference(`[${to?.datasource ?? ''}].${found?.[2] ?? ''}`);
  if (to === undefined || from === undefined)
    return [`its expression has ${pair}, which is not [data source].[field]~s0=<[data source].[field]~na>`];
  const sheet = workbook.worksheets.find(({ name }) => name === attributeOf(action.source, 'worksheet'));
  const shown = sheet?.scopes.get(from.datasource);
  const listed = childrenOf(descend(workbook.tree, 'actions'), 'datasource-dependencies');
  const declared = [to, from].filter(
    ({ datasource, name }) =>
      !listed.some(
        (one) =>
          attributeOf(one, 'datasource') === datasource &&
          childrenOf(one, 'column').some((column) => attributeOf(column, 'name') === name),
      ),
  );
  return [
    ...declared.map(({ text }) => `<actions> does not declare ${text}`),
    ...(sheet !== undefined &&
    ![...(shown?.instances.values() ?? [])].some(({ column }) => column === from.name)
      ? [`${from.text} is not shown by its source ${JSON.stringify(sheet.name)}`]
      : []),
    ...(hasField(workbook, to.datasource, to.name) ? [] : [`${to.text} is no field of the workbook`]),
    ...(reaches(workbook, action, to.datasource)
      ? []
      : [`no sheet that it filters reads data source ${to.datasource}`]),
  ];
}

function hasField({ datasources }: Workbook, source: string, name: string): boolean {
  return datasources.get(source)?.scope.columns.has(name) === true;
}

function reaches({ dashboards, worksheets }: Workbook, { params }: Action, source: string): boolean {
  const target = params.get('target');
  const dashboard = dashboards.find(({ name }) => name === target);
  const excluded = (params.get('exclude') ?? '').split(',');
  const names = dashboard === undefined ? [target] : sheetZonesOf(dashboard).map(({ sheet }) => sheet);
  return worksheets.some(
    ({ name, datasources }) =>
      names.includes(name) && !excluded.includes(name) && datasources.includes(source),
  );
}

/** As it stands where it cannot be decoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
