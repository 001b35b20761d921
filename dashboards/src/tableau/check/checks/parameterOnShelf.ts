import type { Check } from '../check.js';
import { ofSheet } from '../finding.js';
import { shelvesOf } from '../model/uses.js';
import { parseReference } from '../model/reference.js';
import { descend } from '../model/tree.js';
import { PARAMETERS } from '../model/workbook.js';

export const parameterOnShelf: Check = {
  id: 'parameter-on-shelf',
  says: 'No parameter stands on a shelf: it has no connection, and a sheet of it no data source.',
  find({ worksheets }) {
    return worksheets.flatMap((sheet) => {
      const encoded = sheet.panes.flatMap(({ encodings }) =>
        encodings.flatMap(({ column }) => parseReference(column) ?? []),
      );
      const found = [...shelvesOf(sheet), ...encoded].find(
        ({ datasource, name }) => datasource === PARAMETERS && !name.includes(':'),
      );
      return found === undefined
        ? []
        : [
            {
              place: ofSheet(sheet.name),
              line: descend(sheet.tree, 'table', 'rows').line,
              message: `${found.text} is drawn; make a calculation of it and draw that`,
            },
          ];
    });
  },
};
