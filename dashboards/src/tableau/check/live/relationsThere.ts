import { ofSource } from '../finding.js';
import { sourcesOf } from '../model/workbook.js';
import { relationOf } from '../queries/sheetQueries.js';
import { inTurn, type LiveCheck } from './liveCheck.js';

export const relationsThere: LiveCheck = {
  id: 'relations-there',
  says: 'Every relation of the workbook is in the store and may be read.',
  last: true,
  find(workbook, { ask }) {
    return inTurn(sourcesOf(workbook), async ({ name, caption, tree }) => {
      const { error } = await ask(`SELECT * FROM ${relationOf(workbook, name)} LIMIT 0`);
      return error === undefined
        ? []
        : [{ place: ofSource(caption), line: tree.line, message: `it cannot be read: ${error}` }];
    });
  },
};
