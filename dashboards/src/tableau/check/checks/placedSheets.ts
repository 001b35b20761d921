import type { Check } from '../check.js';
import { ofSheet } from '../finding.js';
import { sheetZonesOf } from '../model/dashboard.js';
import { readsResultStore } from '../model/workbook.js';

export const placedSheets: Check = {
  id: 'placed-sheets',
  says: 'Every worksheet is on one dashboard.',
  find(workbook) {
    if (!readsResultStore(workbook)) return [];
    const placed = workbook.dashboards.flatMap((dashboard) =>
      sheetZonesOf(dashboard).map(({ sheet }) => sheet),
    );
    return workbook.worksheets.flatMap(({ name, tree }) => {
      const times = placed.filter((sheet) => sheet === name).length;
      return times === 1
        ? []
        : [
            {
              place: ofSheet(name),
              line: tree.line,
              message: `it is on ${times} dashboards; place it on one`,
            },
          ];
    });
  },
};
