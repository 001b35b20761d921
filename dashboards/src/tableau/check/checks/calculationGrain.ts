import type { Check } from '../check.js';
import { calculationsOf, grainOfColumn } from '../formula/formulasOf.js';
import { FormulaError } from '../formula/formula.js';
import type { Problem } from '../finding.js';

export const calculationGrain: Check = {
  id: 'calculation-grain',
  says: 'A formula takes values of rows, or aggregates, and never one beside the other.',
  find(workbook) {
    return calculationsOf(workbook).flatMap(({ source, caption, column }): Problem[] => {
      try {
        grainOfColumn(workbook, source, column);
        return [];
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        return [
          {
            place: caption,
            line: column.tree.line,
            message: `${error.message}; at character ${error.at + 1} of its formula`,
          },
        ];
      }
    });
  },
};
