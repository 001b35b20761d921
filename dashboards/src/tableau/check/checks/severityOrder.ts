import type { Check } from '../check.js';
import { ofSheet } from '../finding.js';
import { parseReference } from '../model/reference.js';
import { attributeOf } from '../model/tree.js';
import { shelvesOf } from '../model/uses.js';
import { readsResultStore } from '../model/workbook.js';

export const severityOrder: Check = {
  id: 'severity-order',
  says: 'Where severities are headers, they are sorted by severity_order: the alphabet puts critical before inconclusive.',
  find(workbook) {
    if (!readsResultStore(workbook)) return [];
    return workbook.worksheets.flatMap((sheet) => {
      const found = shelvesOf(sheet).find(({ name }) => name === '[none:severity:nk]');
      if (found === undefined) return [];
      const sorted = sheet.sorts.some(
        (sort) =>
          attributeOf(sort, 'column') === found.text &&
          parseReference(attributeOf(sort, 'using'))?.name.includes(':severity_order:') === true,
      );
      return sorted
        ? []
        : [
            {
              place: ofSheet(sheet.name),
              line: sheet.tree.line,
              message: `${found.text} is not sorted by severity_order; add a computed-sort`,
            },
          ];
    });
  },
};
