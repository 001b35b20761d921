import type { Check } from '../check.js';
import { fieldsIn } from '../formula/formula.js';
import { calculationsOf, tryParse } from '../formula/formulasOf.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';

export const calculationFields: Check = {
  id: 'calculation-fields',
  says: 'A formula reads fields and parameters that are there, by their names and not by their captions, and not itself.',
  find(workbook) {
    return calculationsOf(workbook).flatMap(({ source, caption, column, formula }) => {
      const parsed = tryParse(formula);
      const fields = parsed === undefined ? [] : fieldsIn(parsed);
      return fields.flatMap(({ source: other = source, name }) => {
        const self = other === source && `[${name}]` === column.name;
        if (isThere(workbook, other, `[${name}]`) && !self) return [];
        return [
          {
            place: caption,
            line: column.tree.line,
            message: self
              ? 'its formula reads itself'
              : `its formula reads [${name}], which is no ${other === PARAMETERS ? 'parameter' : 'field'}`,
          },
        ];
      });
    });
  },
};

function isThere({ datasources, parameters }: Workbook, source: string, name: string): boolean {
  if (source === PARAMETERS) return parameters.has(name);
  const found = datasources.get(source);
  return (
    found !== undefined &&
    (found.scope.columns.has(name) ||
      found.scope.groups.has(name) ||
      found.records.some(({ localName }) => localName === name))
  );
}
