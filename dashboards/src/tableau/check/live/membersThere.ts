import { ofSheet, type Problem } from '../finding.js';
import { Bindings, sqlType } from '../formula/sql.js';
import { parseMember } from '../model/members.js';
import { parseReference } from '../model/reference.js';
import { attributeOf, childrenOf, type Tree } from '../model/tree.js';
import { DERIVATIONS } from '../model/derivations.js';
import type { Workbook } from '../model/workbook.js';
import type { Worksheet } from '../model/worksheet.js';
import { pillSql } from '../queries/fieldSql.js';
import { relationOf } from '../queries/sheetQueries.js';
import { inTurn, type LiveCheck } from './liveCheck.js';

export const membersThere: LiveCheck = {
  id: 'members-there',
  says: 'Values that a filter holds a sheet to are in the store: one that is misspelt shows nothing.',
  find(workbook, { ask, mayBeEmpty }) {
    const asked = new Set<string>();
    return inTurn(
      workbook.worksheets.filter(({ name }) => !mayBeEmpty.has(name)),
      (sheet) =>
        inTurn(pinned(workbook, sheet), async ({ sql, values, member, column, line }): Promise<Problem[]> => {
          const key = `${column} ${member}`;
          if (asked.has(key)) return [];
          asked.add(key);
          const answer = await ask(sql, values);
          return answer.error !== undefined || answer.rows.length > 0
            ? []
            : [
                {
                  place: ofSheet(sheet.name),
                  line,
                  message: `its filter on ${column} wants ${member}, which no row has`,
                },
              ];
        }),
    );
  },
};

interface Pinned {
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly member: string;
  readonly column: string;
  readonly line: number;
}

function pinned(workbook: Workbook, { filters, scopes }: Worksheet): Pinned[] {
  return filters.flatMap(({ column, tree }) => {
    const reference = parseReference(column);
    const instance =
      reference === undefined ? undefined : scopes.get(reference.datasource)?.instances.get(reference.name);
    if (
      reference === undefined ||
      instance === undefined ||
      DERIVATIONS.get(instance.derivation)?.kind === 'computed'
    )
      return [];
    const source = reference.datasource;
    const datatype = workbook.datasources.get(source)?.scope.columns.get(instance.column)?.datatype ?? '';
    return childrenOf(tree, 'groupfilter')
      .flatMap(included)
      .flatMap((member): Pinned[] => {
        const value = parseMember(member, datatype);
        if (value === undefined) return [];
        const bindings = new Bindings();
        const bound = bindings.bind(value, typeof value === 'number' ? 'number' : sqlType(datatype));
        const condition = `${pillSql(workbook, source, instance).sql} IS NOT DISTINCT FROM ${bound.sql}`;
        const sql = `SELECT 1 FROM ${relationOf(workbook, source)} t WHERE ${condition} LIMIT 1`;
        return [{ sql, values: bindings.values, member, column, line: tree.line }];
      });
  });
}

/** What is left out need not be there. */
function included(group: Tree): string[] {
  const how = attributeOf(group, 'function');
  if (how === 'member') return [attributeOf(group, 'member')];
  return how === 'except' ? [] : childrenOf(group, 'groupfilter').flatMap(included);
}
