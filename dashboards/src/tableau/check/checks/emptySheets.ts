import type { Check } from '../check.js';
import { ofSheet } from '../finding.js';
import { shelvesOf } from '../model/uses.js';

export const emptySheets: Check = {
  id: 'empty-sheets',
  says: 'Every sheet draws a pill: one without has no visual representation.',
  find({ worksheets }) {
    return worksheets
      .filter(
        (sheet) =>
          shelvesOf(sheet).length === 0 &&
          sheet.panes.every(({ encodings }) => encodings.every(({ kind }) => kind === 'tooltip')),
      )
      .map(({ name, tree }) => ({
        place: ofSheet(name),
        line: tree.line,
        message: 'there is no pill on its shelves or encodings; put one there',
      }));
  },
};
