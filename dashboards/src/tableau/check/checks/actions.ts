import type { Check } from '../check.js';
import { ofAction, OF_WORKBOOK, type Problem } from '../finding.js';
import { sheetZonesOf, type Action } from '../model/dashboard.js';
import { allOf, attributeOf } from '../model/tree.js';
import type { Workbook } from '../model/workbook.js';

export const actions: Check = {
  id: 'actions',
  says: 'An action stands at the top of the file, and goes from a sheet of a dashboard to one that is there, with or without sheets of it.',
  find(workbook) {
    const nested = workbook.dashboards.flatMap(({ tree }) =>
      allOf(tree, 'action').map(({ line }) => ({
        place: OF_WORKBOOK,
        line,
        message: 'an action stands in a dashboard; move it to <actions> of the workbook',
      })),
    );
    const seen = new Set<string>();
    return [
      ...nested,
      ...workbook.actions.flatMap((action): Problem[] => {
        const twice = seen.has(action.name);
        seen.add(action.name);
        return [
          ...faultsOf(action, workbook),
          ...(twice ? [`its name ${action.name} is there twice`] : []),
        ].map((message) => ({ place: ofAction(action.caption), line: action.tree.line, message }));
      }),
    ];
  },
};

function faultsOf({ source, command, params, expression }: Action, workbook: Workbook): string[] {
  const { dashboards, worksheets } = workbook;
  const shows = (dashboard: string, sheet: string): boolean =>
    dashboards.some(
      (one) => one.name === dashboard && sheetZonesOf(one).some((zone) => zone.sheet === sheet),
    );
  const isSheet = (name: string): boolean => [...worksheets, ...dashboards].some((one) => one.name === name);
  const { dashboard, worksheet } = { dashboard: '', worksheet: '', ...source.attributes };
  const target = params.get('target');
  const excluded = params.get('exclude') ?? '';
  const listed = excluded === '' ? [] : excluded.split(',');
  const onTarget = (name: string): boolean => target === undefined || target === name || shows(target, name);
  return [
    ...(attributeOf(source, 'type') === 'sheet' &&
    dashboard !== '' &&
    worksheet !== '' &&
    !shows(dashboard, worksheet)
      ? [`its source ${JSON.stringify(worksheet)} is not on dashboard ${JSON.stringify(dashboard)}`]
      : []),
    ...[dashboard, worksheet]
      .filter((name) => name !== '' && !isSheet(name))
      .map((name) => `its source ${JSON.stringify(name)} is not in the workbook`),
    ...(command === 'tsc:tsl-filter' && target === undefined ? ['it has no target'] : []),
    ...(command === 'tsc:tsl-filter' && expression === '' && params.get('special-fields') !== 'all'
      ? ['it names no fields; give it an expression, or special-fields=all']
      : []),
    ...(target !== undefined && !isSheet(target)
      ? [`its target ${JSON.stringify(target)} is not in the workbook`]
      : []),
    ...listed
      .filter((name) => !onTarget(name))
      .map(
        (name) =>
          `it leaves out ${JSON.stringify(name)}, which is not on its target; a name with a comma cannot be listed`,
      ),
  ];
}
