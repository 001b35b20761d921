import type { Check } from '../check.js';
import { calculationsOf, namedBy, readBy, type FieldName } from '../formula/formulasOf.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';

export const calculationFields: Check = {
  id: 'calculation-fields',
  says: 'A formula reads fields and parameters that are there, by their names and not by their captions, and never itself.',
  find(workbook) {
    return calculationsOf(workbook).flatMap(({ source, caption, column: { name, tree } }) => {
      const missing = namedBy(workbook, { source, name })
        .filter((field) => !isThere(workbook, field))
        .map(
          (field) =>
            `reads ${field.name}, which is no ${field.source === PARAMETERS ? 'parameter' : 'field'}`,
        );
      const read = readBy(workbook, { source, name });
      const circular = read.some((field) => field.source === source && field.name === name);
      return [...missing, ...(circular ? ['reads itself, be it through others'] : [])].map((message) => ({
        place: caption,
        line: tree.line,
        message: `its formula ${message}`,
      }));
    });
  },
};

function isThere({ datasources, parameters }: Workbook, { source, name }: FieldName): boolean {
  if (source === PARAMETERS) return parameters.has(name);
  const found = datasources.get(source);
  return (
    found !== undefined &&
    (found.scope.columns.has(name) ||
      found.scope.groups.has(name) ||
      found.records.some(({ localName }) => localName === name))
  );
}
