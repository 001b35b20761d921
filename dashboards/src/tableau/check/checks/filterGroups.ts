import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';
import { everything, type Tree } from '../model/tree.js';
import type { Filter } from '../model/worksheet.js';

export const filterGroups: Check = {
  id: 'filter-groups',
  says: 'Filters of one group are one filter: on the same pill, of the same class, with the same members in every sheet, and at most once a sheet.',
  find({ worksheets }) {
    const first = new Map<string, { filter: Filter; sheet: string }>();
    return worksheets.flatMap((sheet) => {
      const own = new Set<string>();
      return sheet.filters.flatMap((filter): Problem[] => {
        const { group, tree } = filter;
        if (group === undefined) return [];
        const problem = (message: string): Problem[] => [
          { place: ofSheet(sheet.name), line: tree.line, message: `filter group ${group}: ${message}` },
        ];
        if (!/^\d+$/.test(group)) return problem('it must be a number');
        if (own.has(group)) return problem('two filters of the sheet are in it');
        own.add(group);
        const other = first.get(group);
        if (other === undefined) {
          first.set(group, { filter, sheet: sheet.name });
          return [];
        }
        if (other.filter.column !== filter.column)
          return problem(
            `it is on ${filter.column}, and on ${other.filter.column} in ${ofSheet(other.sheet)}`,
          );
        return sameFilter(tree, other.filter.tree)
          ? []
          : problem(`the filter on ${filter.column} is another one in ${ofSheet(other.sheet)}`);
      });
    });
  },
};

function sameFilter(a: Tree, b: Tree): boolean {
  const words = (tree: Tree): string =>
    everything(tree)
      .map(({ name, attributes, text }) =>
        JSON.stringify([name, Object.entries(attributes).sort(), text.trim()]),
      )
      .join();
  return words(a) === words(b);
}
