import type { Check } from '../check.js';
import { isAggregate } from '../formula/formulasOf.js';
import { DERIVATIONS } from '../model/derivations.js';
import type { Problem } from '../finding.js';
import { scopesOfAll } from './pillNames.js';

export const aggregates: Check = {
  id: 'aggregates',
  says: 'A calculation that aggregates by itself is taken as it is (derivation User), and no other is; words and truths are not added up.',
  find(workbook) {
    return scopesOfAll(workbook).flatMap(({ place, scope }) =>
      [...scope.instances.values()].flatMap(({ name, column: of, derivation, tree, tabled }): Problem[] => {
        const column =
          scope.columns.get(of) ?? workbook.datasources.get(scope.datasource)?.scope.columns.get(of);
        if (column === undefined || tabled) return [];
        const problem = (message: string): Problem[] => [
          { place, line: tree.line, message: `pill ${name}: ${message}` },
        ];
        const kind = DERIVATIONS.get(derivation)?.kind;
        const computes = column.formula !== undefined && isAggregate(workbook, scope.datasource, column);
        if (computes && kind !== 'computed' && derivation !== 'None')
          return problem(`${of} is an aggregate already; use derivation User`);
        if (computes && derivation === 'None')
          return problem(`${of} aggregates, and derivation None would not; use User`);
        if (!computes && kind === 'computed')
          return problem(`${of} does not aggregate; derivation User is for what does`);
        const numbers = ['Sum', 'Avg', 'Median', 'Stdev', 'StdevP', 'Var', 'VarP'].includes(derivation);
        if (numbers && ['string', 'boolean'].includes(column.datatype))
          return problem(`${of} is a ${column.datatype}, of which there is no ${derivation}`);
        const dated = kind === 'truncation' || kind === 'part';
        if (dated && !['date', 'datetime'].includes(column.datatype)) return problem(`${of} is no date`);
        return dated && /^(Hour|Minute|Second)/.test(derivation) && column.datatype === 'date'
          ? problem(`${of} has days and no hours`)
          : [];
      }),
    );
  },
};
