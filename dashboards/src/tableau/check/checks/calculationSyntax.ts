import type { Check } from '../check.js';
import { FormulaError } from '../formula/formula.js';
import { calculationsOf } from '../formula/formulasOf.js';
import { parseFormula } from '../formula/parseFormula.js';

export const calculationSyntax: Check = {
  id: 'calculation-syntax',
  says: "A formula is one of Tableau's language: its words, its functions and how many arguments they take.",
  find(workbook) {
    return calculationsOf(workbook).flatMap(({ caption, column, formula }) => {
      const error = errorOf(() => parseFormula(formula));
      return error === undefined
        ? []
        : [
            {
              place: caption,
              line: column.tree.line,
              message: `${error.message}, at character ${error.at + 1} of its formula`,
            },
          ];
    });
  },
};

/** What a formula is wrong by; undefined where by nothing. */
function errorOf(read: () => unknown): FormulaError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}
