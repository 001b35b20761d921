import type { Check } from '../check.js';
import { ofDashboard, ofSheet, type Problem } from '../finding.js';
import type { Scope } from '../model/columns.js';
import { looksLikePill, parseReference, type Reference } from '../model/reference.js';
import { isFree, usesOf } from '../model/uses.js';
import { zonesOf } from '../model/dashboard.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';

export const declaredPills: Check = {
  id: 'declared-pills',
  says: 'Whatever a sheet or dashboard refers to is declared in it: the data source, the column, and the pill.',
  find(workbook) {
    return [...inSheets(workbook), ...inDashboards(workbook)];
  },
};

function inSheets(workbook: Workbook): Problem[] {
  return workbook.worksheets.flatMap((sheet) => {
    const place = ofSheet(sheet.name);
    const unknown = [...new Set([...sheet.datasources, ...sheet.scopes.keys()])]
      .filter((name) => !workbook.datasources.has(name) || !sheet.datasources.includes(name))
      .map((name) => ({
        place,
        line: sheet.tree.line,
        message: workbook.datasources.has(name)
          ? `data source ${name} is declared, and not listed in the sheet's view`
          : `data source ${name} is not in the workbook`,
      }));
    const seen = new Set<string>();
    const missing = usesOf(sheet).flatMap(({ reference, where, line }): Problem[] => {
      const key = `${reference.text} ${where}`;
      if (seen.has(key) || isFree(reference) || isDeclared(sheet.scopes, reference, workbook)) return [];
      seen.add(key);
      return [{ place, line, message: `${where} has ${reference.text}, which the sheet does not declare` }];
    });
    return [...unknown, ...missing];
  });
}

function inDashboards(workbook: Workbook): Problem[] {
  return workbook.dashboards.flatMap((dashboard) =>
    zonesOf(dashboard).flatMap(({ param, tree }): Problem[] => {
      const reference = parseReference(param);
      // Desktop itself lists no parameters where it shows their controls
      if (reference === undefined || isFree(reference) || reference.datasource === PARAMETERS) return [];
      const problem = (message: string): Problem[] => [
        { place: ofDashboard(dashboard.name), line: tree.line, message },
      ];
      if (!dashboard.datasources.includes(reference.datasource))
        return problem(`a zone shows ${param}, and the dashboard does not list its data source`);
      return isDeclared(dashboard.scopes, reference, workbook)
        ? []
        : problem(`a zone shows ${param}, which the dashboard does not declare`);
    }),
  );
}

function isDeclared(scopes: ReadonlyMap<string, Scope>, reference: Reference, workbook: Workbook): boolean {
  const { datasource, name } = reference;
  const scope = scopes.get(datasource);
  if (scope === undefined) return false;
  const source = workbook.datasources.get(datasource)?.scope;
  if (scope.instances.has(name)) return true;
  if (datasource !== PARAMETERS && looksLikePill(name)) return false;
  return scope.columns.has(name) || scope.groups.has(name) || source?.groups.has(name) === true;
}
