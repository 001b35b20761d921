import type { Check } from '../check.js';
import { OF_WORKBOOK, type Problem } from '../finding.js';
import { membersOf, type Column } from '../model/columns.js';
import { parseMember } from '../model/members.js';
import { attributeOf, childrenOf, descend } from '../model/tree.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';
import { fieldsIn } from '../formula/formula.js';
import { tryParse } from '../formula/formulasOf.js';
import { scopesOfAll } from './pillNames.js';

export const parameters: Check = {
  id: 'parameters',
  says: 'Parameters have one value of their type, among what may be chosen, and are repeated as they are wherever a formula or a sheet reads them.',
  find(workbook) {
    return [...definitions(workbook), ...repetitions(workbook), ...reads(workbook)];
  },
};

function definitions({ datasources, parameters: known }: Workbook): Problem[] {
  const source = datasources.get(PARAMETERS);
  const declared = source === undefined ? [] : childrenOf(source.tree, 'column');
  const twice = declared
    .map((column) => attributeOf(column, 'name'))
    .filter((name, index, all) => all.indexOf(name) < index)
    .map((name) => ({ place: OF_WORKBOOK, message: `parameter ${name} is declared twice` }));
  return [
    ...twice,
    ...[...known.values()].flatMap((parameter): Problem[] =>
      faultsOf(parameter).map((message) => ({
        place: OF_WORKBOOK,
        line: parameter.tree.line,
        message: `parameter ${parameter.name}: ${message}`,
      })),
    ),
  ];
}

function faultsOf(parameter: Column): string[] {
  const value = attributeOf(parameter.tree, 'value');
  const domain = attributeOf(parameter.tree, 'param-domain-type');
  const members = membersOf(parameter);
  if (value === '') return ['it has no value; Tableau refuses the file'];
  return [
    ...(parseMember(value, parameter.datatype) === undefined
      ? [`its value ${value} is no ${parameter.datatype}`]
      : []),
    ...(domain === 'list' && members.length === 0 ? ['its list has no members'] : []),
    ...(domain === 'list' && members.length > 0 && !members.includes(value)
      ? [`its value ${value} is not among ${members.join()}`]
      : []),
    ...(attributeOf(descend(parameter.tree, 'calculation'), 'formula') === value
      ? []
      : ['its formula and its value differ']),
  ];
}

function repetitions(workbook: Workbook): Problem[] {
  return scopesOfAll(workbook)
    .filter(({ scope }) => scope.datasource === PARAMETERS && scope.tree.name !== 'datasource')
    .flatMap(({ place, scope }) =>
      [...scope.columns.values()].flatMap((column): Problem[] => {
        const own = workbook.parameters.get(column.name);
        const problem = (message: string): Problem[] => [{ place, line: column.tree.line, message }];
        if (own === undefined) return problem(`parameter ${column.name} is not among the workbook's`);
        const same = (['value', 'datatype', 'param-domain-type'] as const).every(
          (key) => own.tree.attributes[key] === column.tree.attributes[key],
        );
        return same ? [] : problem(`parameter ${column.name} differs from the workbook's`);
      }),
    );
}

/** A formula's parameters stand in the data source, and in each sheet that declares the calculation. */
function reads(workbook: Workbook): Problem[] {
  return scopesOfAll(workbook).flatMap(({ place, scope }) => {
    // Desktop itself leaves them out of dashboards
    const onDashboard = workbook.dashboards.some(({ scopes }) => scopes.get(scope.datasource) === scope);
    if (scope.datasource === PARAMETERS || onDashboard) return [];
    const inSource = scope.tree.name === 'datasource';
    const declared = inSource
      ? childrenOf(scope.tree, 'datasource-dependencies').filter(
          (one) => attributeOf(one, 'datasource') === PARAMETERS,
        )
      : siblings(workbook, scope.tree);
    const names = new Set(
      declared.flatMap((one) => childrenOf(one, 'column').map((column) => attributeOf(column, 'name'))),
    );
    return [...scope.columns.values()].flatMap(({ caption, formula, tree }) => {
      const parsed = formula === undefined ? undefined : tryParse(formula);
      return (parsed === undefined ? [] : fieldsIn(parsed))
        .filter(({ source, name }) => source === PARAMETERS && !names.has(`[${name}]`))
        .map(({ name }) => ({
          place,
          line: tree.line,
          message: `calculation ${JSON.stringify(caption)} reads parameter [${name}], which is not repeated here`,
        }));
    });
  });
}

function siblings(workbook: Workbook, scope: Column['tree']): Array<Column['tree']> {
  const owner = workbook.worksheets.find(({ scopes }) =>
    [...scopes.values()].some(({ tree }) => tree === scope),
  );
  const found = owner?.scopes.get(PARAMETERS)?.tree;
  return found === undefined ? [] : [found];
}
