import { FormulaError } from '../formula/formula.js';
import { ofSheet, type Problem } from '../finding.js';
import { sheetQuery } from '../queries/sheetQueries.js';
import type { SheetQuery } from '../queries/sheetQuery.js';
import { inTurn, type Answer, type LiveCheck } from './liveCheck.js';

export const queriesRun: LiveCheck = {
  id: 'queries-run',
  says: 'Every sheet as a query runs in time and has rows to draw, apart from those that may rightly have none.',
  find(workbook, { ask, mayBeEmpty }) {
    return inTurn(workbook.worksheets, async (sheet) => {
      const problem = (message: string): Problem[] => [
        { place: ofSheet(sheet.name), line: sheet.tree.line, message },
      ];
      let query: SheetQuery;
      try {
        query = sheetQuery(workbook, sheet);
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        return problem(`it cannot be asked for: ${error.message}`);
      }
      const answer = await ask(query.sql, query.parameters);
      if (answer.error !== undefined) return problem(`its query fails: ${answer.error}`);
      return mayBeEmpty.has(sheet.name) || hasMarks(answer.rows, query)
        ? []
        : problem('its query has no rows to draw; mend its filters, or name it with --may-be-empty');
    });
  },
};

/** A sheet without dimensions always has a row, which says nothing where all of it is empty or nought. */
function hasMarks(rows: Extract<Answer, { rows: unknown }>['rows'], { columns }: SheetQuery): boolean {
  if (columns.some(({ kind }) => kind === 'dimension')) return rows.length > 0;
  return rows.some((row) => Object.values(row).some((value) => value !== null && Number(value) !== 0));
}
