import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';
import { DERIVATIONS } from '../model/derivations.js';
import { parseReference } from '../model/reference.js';
import { attributeOf, type Tree } from '../model/tree.js';
import { encodedReferences, type Worksheet } from '../model/worksheet.js';
import { shelvesOf } from '../model/uses.js';

export const sorts: Check = {
  id: 'sorts',
  says: 'A sort orders the headers of a pill that the sheet shows, by a pill that aggregates, and each pill once.',
  find({ worksheets, features, version }) {
    const clean = features.includes('SortTagCleanup') || Number(version) >= 26;
    return worksheets.flatMap((sheet) => {
      const computed = sheet.sorts.filter(({ name }) => name === 'computed-sort');
      const old = sheet.sorts
        .filter(({ name }) => clean && name === 'sort')
        .map((sort) => ({
          place: ofSheet(sheet.name),
          line: sort.line,
          message:
            'a <sort> is of old releases, and one with a computation inside ends newer ones; write <computed-sort using="…"/>',
        }));
      const columns = computed.map((sort) => attributeOf(sort, 'column'));
      return [
        ...old,
        ...computed.flatMap((sort, index): Problem[] =>
          [
            ...faultsOf(sort, sheet),
            ...(columns.indexOf(attributeOf(sort, 'column')) < index ? ['it is sorted twice'] : []),
          ].map((message) => ({
            place: ofSheet(sheet.name),
            line: sort.line,
            message: `sort of ${attributeOf(sort, 'column')}: ${message}`,
          })),
        ),
      ];
    });
  },
};

function faultsOf(sort: Tree, sheet: Worksheet): string[] {
  const column = parseReference(attributeOf(sort, 'column'));
  const by = parseReference(attributeOf(sort, 'using'));
  if (column === undefined || by === undefined)
    return ['column and using must be references [data source].[pill]'];
  const shown = [...shelvesOf(sheet), ...encodedReferences(sheet)].some(({ text }) => text === column.text);
  const type = sheet.scopes.get(column.datasource)?.instances.get(column.name)?.type;
  const derivation = sheet.scopes.get(by.datasource)?.instances.get(by.name)?.derivation;
  const kind = derivation === undefined ? undefined : DERIVATIONS.get(derivation)?.kind;
  return [
    ...(shown ? [] : ['the sheet does not show it']),
    ...(type === 'quantitative' ? ['an axis cannot be sorted'] : []),
    ...(kind === undefined || kind === 'aggregate' || kind === 'computed' || kind === 'attribute'
      ? []
      : [`it is sorted by ${by.text}, which does not aggregate`]),
    ...(['ASC', 'DESC'].includes(attributeOf(sort, 'direction')) ? [] : ['direction is ASC or DESC']),
  ];
}
