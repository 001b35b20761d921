import type { Check } from '../check.js';
import { ofSource, OF_WORKBOOK, type Problem } from '../finding.js';
import { allOf, attributeOf } from '../model/tree.js';
import { sourcesOf } from '../model/workbook.js';

export const names: Check = {
  id: 'names',
  says: 'Names of worksheets and dashboards together are unique, and so are those of data sources and identifiers.',
  find(workbook) {
    const { worksheets, dashboards, tree } = workbook;
    const sheets = [...worksheets, ...dashboards].map(({ name, tree: { line } }) => ({ name, line }));
    const identifiers = allOf(tree, 'simple-id').map((one) => ({
      name: attributeOf(one, 'uuid').toUpperCase(),
      line: one.line,
    }));
    return [
      ...repeated(sheets).map(({ name, line }): Problem => ({
        place: OF_WORKBOOK,
        line,
        message: name === '' ? 'a sheet has no name' : `two sheets are named ${JSON.stringify(name)}`,
      })),
      ...repeated(identifiers).map(({ name, line }) => ({
        place: OF_WORKBOOK,
        line,
        message: `two sheets or windows have the identifier ${name}`,
      })),
      ...sourcesOf(workbook).flatMap(({ caption, tree: source, name }, index, all) =>
        all.findIndex((other) => other.caption === caption || other.name === name) < index
          ? [{ place: ofSource(caption), line: source.line, message: 'another data source has its name' }]
          : [],
      ),
    ];
  },
};

function repeated<T extends { readonly name: string }>(all: readonly T[]): T[] {
  const seen = new Set<string>();
  return all.filter(({ name }) => name === '' || seen.has(name) || !seen.add(name));
}
