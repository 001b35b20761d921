import { FormulaError } from '../formula/formula.js';
import { sqlType, type Bindings, type Sql } from '../formula/sql.js';
import { parseMember } from '../model/members.js';
import { childrenOf, type Tree } from '../model/tree.js';
import type { Filter } from '../model/worksheet.js';
import type { Workbook } from '../model/workbook.js';
import { calculated } from './fieldSql.js';

/** What a condition is made from. */
export interface Filtered {
  readonly workbook: Workbook;
  readonly source: string;
  readonly relation: string;
  /** The pill's value, and Tableau's type of it. */
  readonly value: Sql;
  readonly datatype: string;
  readonly bindings: Bindings;
  /** Conditions of context filters, which come before a Top N. */
  readonly context: readonly string[];
}

/** A filter as a condition; undefined where it leaves nothing out. */
export function filterSql({ tree, class: kind }: Filter, of: Filtered): string | undefined {
  if (kind === 'quantitative') return rangeSql(tree, of);
  const [outer] = childrenOf(tree, 'groupfilter');
  if (kind !== 'categorical' || outer === undefined)
    throw new FormulaError(`a filter of class ${kind} cannot be run by this check`, 0);
  const condition = groupSql(outer, of);
  return condition === 'true' ? undefined : condition;
}

function rangeSql(tree: Tree, { value, bindings }: Filtered): string | undefined {
  const included = tree.attributes['included-values'] ?? 'all';
  const end = (name: string, operator: string): string[] =>
    childrenOf(tree, name).map(({ text }) => {
      const bare = text.trim().replaceAll('#', '');
      return `${value.sql} ${operator} ${bindings.bind(value.type === 'number' ? Number(bare) : bare, value.type).sql}`;
    });
  const ends = [...end('min', '>='), ...end('max', '<=')];
  switch (included) {
    case 'all':
      return undefined;
    case 'non-null':
      return `${value.sql} IS NOT NULL`;
    case 'null':
      return `${value.sql} IS NULL`;
    case 'in-range':
      return ends.length === 0 ? undefined : `(${ends.join(' AND ')})`;
    case 'in-range-or-null':
      return ends.length === 0 ? undefined : `(${value.sql} IS NULL OR ${ends.join(' AND ')})`;
    default:
      throw new FormulaError(`a filter cannot include ${included}`, 0);
  }
}

function groupSql(group: Tree, of: Filtered): string {
  const { attributes } = group;
  const inner = childrenOf(group, 'groupfilter');
  const each = (): string[] => inner.map((one) => groupSql(one, of));
  switch (attributes.function) {
    case 'level-members':
      return 'true';
    case 'member':
      return memberSql(attributes.member ?? '', of);
    case 'union':
      return `(${each().join(' OR ') || 'false'})`;
    case 'intersection':
      return `(${each().join(' AND ') || 'true'})`;
    case 'except': {
      const [all = 'true', without = 'false'] = each();
      return `(${all} AND NOT ${without})`;
    }
    case 'end':
      return endSql(group, of);
    default:
      throw new FormulaError(`groupfilter ${attributes.function ?? ''} cannot be run by this check`, 0);
  }
}

function memberSql(member: string, { value, datatype, bindings }: Filtered): string {
  const parsed = parseMember(member, datatype);
  if (parsed === undefined) throw new FormulaError(`member ${member} is no ${datatype}`, 0);
  const type = typeof parsed === 'number' ? 'number' : sqlType(datatype);
  return `${value.sql} IS NOT DISTINCT FROM ${bindings.bind(parsed, type).sql}`;
}

/** The first so many values over all rows that context filters leave: Tableau takes them before other filters. */
function endSql(group: Tree, of: Filtered): string {
  const { value, relation, workbook, source, context } = of;
  const [order] = childrenOf(group, 'groupfilter');
  const [level] = order === undefined ? [] : childrenOf(order, 'groupfilter');
  const count = Number(group.attributes.count);
  if (order === undefined || !(count > 0)) throw new FormulaError('a Top N has no order or no count', 0);
  const by = calculated(workbook, source, order.attributes.expression ?? '');
  const inner = level === undefined ? 'true' : groupSql(level, of);
  const descending = (order.attributes.direction === 'DESC') === (group.attributes.end !== 'bottom');
  const where = [...context, inner].join(' AND ');
  return `${value.sql} IN (SELECT ${value.sql} FROM ${relation} t WHERE ${where} GROUP BY 1 ORDER BY ${by.sql} ${descending ? 'DESC' : 'ASC'} NULLS LAST LIMIT ${count})`;
}
