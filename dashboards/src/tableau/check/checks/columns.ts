import type { Check } from '../check.js';
import { ofSource, type Problem } from '../finding.js';
import { isGenerated, unbracketed } from '../model/reference.js';
import { PARAMETERS, sourcesOf, type Workbook } from '../model/workbook.js';
import { scopesOfAll } from './pillNames.js';

export const columns: Check = {
  id: 'columns',
  says: 'A sheet or dashboard declares columns as their data source has them, each pill beside its column, and no calculation is called as a column is.',
  find(workbook) {
    return [...repeated(workbook), ...instancesWithoutColumn(workbook), ...sameCaptions(workbook)];
  },
};

/** What a sheet repeats must be what it repeats. */
function repeated(workbook: Workbook): Problem[] {
  return scopesOfAll(workbook).flatMap(({ place, scope }) => {
    const source = workbook.datasources.get(scope.datasource);
    if (source === undefined || source.scope === scope || scope.datasource === PARAMETERS) return [];
    const known = new Set(source.records.map(({ localName }) => localName));
    return [...scope.columns.values()].flatMap(({ name, datatype, role, type, formula, tree }): Problem[] => {
      const problem = (message: string): Problem[] => [{ place, line: tree.line, message }];
      const own = source.scope.columns.get(name);
      if (own === undefined)
        // what is written on a shelf is the sheet's own
        return known.has(name) || isGenerated(name) || 'user:unnamed' in tree.attributes
          ? []
          : problem(`${name} is no column of data source ${JSON.stringify(source.caption)}`);
      if (own.formula !== formula) return problem(`the formula of ${name} is another one in its data source`);
      const same = own.datatype === datatype && own.role === role && own.type === type;
      return same
        ? []
        : problem(
            `${name} is ${datatype} ${role} ${type}, and ${own.datatype} ${own.role} ${own.type} in its data source`,
          );
    });
  });
}

function instancesWithoutColumn(workbook: Workbook): Problem[] {
  return scopesOfAll(workbook).flatMap(({ place, scope }) => {
    const known = new Set(
      workbook.datasources.get(scope.datasource)?.records.map(({ localName }) => localName) ?? [],
    );
    const declared = (name: string): boolean =>
      scope.columns.has(name) ||
      scope.groups.has(name) ||
      isGenerated(name) ||
      // a data source may leave out columns that are as the database has them
      (scope.tree.name === 'datasource' && known.has(name));
    return [...scope.instances.values()]
      .filter(({ column }) => !declared(column))
      .map(({ name, column, tree }) => ({
        place,
        line: tree.line,
        message: `pill ${name} is of column ${column}, which is not declared beside it`,
      }));
  });
}

/** Tableau ignores a calculation whose caption or name another field has. */
function sameCaptions(workbook: Workbook): Problem[] {
  return sourcesOf(workbook).flatMap(({ caption, scope }) => {
    const seen = new Map<string, string>();
    return [...scope.columns.values()]
      .filter(({ datatype, tree }) => datatype !== 'table' && tree.attributes.hidden !== 'true')
      .flatMap((column): Problem[] => {
        const shown = column.caption || unbracketed(column.name);
        const other = seen.get(shown);
        seen.set(shown, column.name);
        return other === undefined
          ? []
          : [
              {
                place: ofSource(caption),
                line: column.tree.line,
                message: `${column.name} is called as ${other} is; Tableau would ignore one of them`,
              },
            ];
      });
  });
}
