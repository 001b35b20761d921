import type { Check } from '../check.js';
import { ofSource } from '../finding.js';
import { schemaAndTable } from '../model/datasource.js';
import { readsResultStore, sourcesOf } from '../model/workbook.js';

export const relations: Check = {
  id: 'relations',
  says: 'Every data source reads one view v1_… of the schema drift as it stands: joins and SQL of its own would not survive a migration.',
  find(workbook) {
    if (!readsResultStore(workbook)) return [];
    return sourcesOf(workbook).flatMap(({ caption, relations: all, tree }) => {
      const [relation, ...others] = all;
      const found = relation === undefined ? undefined : schemaAndTable(relation);
      const fine =
        relation?.type === 'table' &&
        others.length === 0 &&
        found?.[0] === 'drift' &&
        found[1].startsWith('v1_') &&
        relation.name === found[1];
      return fine
        ? []
        : [
            {
              place: ofSource(caption),
              line: (relation?.tree ?? tree).line,
              message: `it reads ${relation?.table || relation?.type || 'nothing'}; name one table [drift].[v1_…], and the relation after it`,
            },
          ];
    });
  },
};
