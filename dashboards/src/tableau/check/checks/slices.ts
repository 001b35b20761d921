import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';
import { descend } from '../model/tree.js';

export const slices: Check = {
  id: 'slices',
  says: 'Every filter of a sheet is listed in its slices, or Tableau may drop it; no slice is without a filter, and none is filtered twice.',
  find({ worksheets }) {
    return worksheets.flatMap(({ name, filters, slices: listed, tree }) => {
      const place = ofSheet(name);
      const columns = filters.map(({ column }) => column);
      const missing = filters
        .filter(
          ({ column, tree: filter }) =>
            !listed.includes(column) && !('user:auto-column' in filter.attributes),
        )
        .map(({ column, tree: filter }) => ({
          place,
          line: filter.line,
          message: `the slices do not list ${column}; add it, or Tableau may drop the filter`,
        }));
      const extra = listed
        .filter((column) => !columns.includes(column))
        .map((column): Problem => ({
          place,
          line: descend(tree, 'table', 'view', 'slices').line,
          message: `the slices list ${column}, and there is no filter on it`,
        }));
      const twice = filters
        .filter(({ column }, index) => columns.indexOf(column) < index)
        .map(({ column, tree: filter }) => ({
          place,
          line: filter.line,
          message: `there are two filters on ${column}`,
        }));
      return [...missing, ...extra, ...twice];
    });
  },
};
