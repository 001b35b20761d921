import type { Check } from '../check.js';
import { ofDashboard } from '../finding.js';
import { sheetZonesOf, zonesOf, type Dashboard, type Zone } from '../model/dashboard.js';
import { parseReference } from '../model/reference.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';

export const zoneTargets: Check = {
  id: 'zone-targets',
  says: 'A zone shows a worksheet that is there, a card a filter or colours that a sheet of its dashboard has, a control a parameter.',
  find(workbook) {
    return workbook.dashboards.flatMap((dashboard) =>
      zonesOf(dashboard).flatMap((zone) =>
        faultsOf(zone, dashboard, workbook).map((message) => ({
          place: ofDashboard(dashboard.name),
          line: zone.tree.line,
          message: `zone ${zone.id}: ${message}`,
        })),
      ),
    );
  },
};

function faultsOf({ type, sheet: name, param }: Zone, dashboard: Dashboard, workbook: Workbook): string[] {
  const sheet = workbook.worksheets.find((one) => one.name === name);
  const shown = sheetZonesOf(dashboard).some((zone) => zone.sheet === name);
  switch (type) {
    case '':
      return name === '' || sheet !== undefined ? [] : [`there is no worksheet ${JSON.stringify(name)}`];
    case 'filter': {
      if (sheet === undefined || !shown)
        return [`its filter is of ${JSON.stringify(name)}, which the dashboard does not show`];
      return sheet.filters.some(({ column }) => column === param) ||
        parseReference(param)?.datasource === PARAMETERS
        ? []
        : [`${JSON.stringify(name)} has no filter on ${param || 'what it does not name'}`];
    }
    case 'color':
    case 'size':
    case 'shape':
      if (sheet === undefined || !shown)
        return [`its legend is of ${JSON.stringify(name)}, which the dashboard does not show`];
      return sheet.panes.some(({ encodings }) =>
        encodings.some(({ kind, column }) => kind === type && (column === param || param === '')),
      )
        ? []
        : [`${JSON.stringify(name)} has no ${type} by ${param}`];
    case 'paramctrl': {
      const reference = parseReference(param);
      return reference?.datasource === PARAMETERS && workbook.parameters.has(reference.name)
        ? []
        : [`there is no parameter ${param}`];
    }
    default:
      return [];
  }
}
