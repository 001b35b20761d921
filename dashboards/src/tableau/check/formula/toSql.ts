import { FormulaError, type Branch, type Formula } from './formula.js';
import { FUNCTION_SQL } from './functionSql.js';
import type { Sql } from './sql.js';

/** What a formula's names stand for. */
export interface Names {
  field(field: Extract<Formula, { kind: 'field' }>): Sql;
}

/**
 * A formula as SQL of PostgreSQL's.
 * @throws FormulaError where this check cannot write it, such as for a table calculation
 */
export function toSql(formula: Formula, names: Names): Sql {
  const of = (part: Formula): Sql => toSql(part, names);
  switch (formula.kind) {
    case 'literal':
      return literal(formula.value);
    case 'field':
      return names.field(formula);
    case 'unary': {
      const { sql } = of(formula.operand);
      return formula.operator === '-'
        ? { sql: `(-${sql})`, type: 'number' }
        : { sql: `(NOT ${sql})`, type: 'boolean' };
    }
    case 'binary':
      return binary(formula.operator, of(formula.left), of(formula.right));
    case 'in':
      return {
        sql: `(${of(formula.subject).sql} IN (${formula.members.map((member) => of(member).sql).join(', ')}))`,
        type: 'boolean',
      };
    case 'if':
      return choice('CASE', formula.branches, formula.otherwise, of);
    case 'case':
      return choice(`CASE ${of(formula.subject).sql}`, formula.branches, formula.otherwise, of);
    case 'call': {
      const translate = FUNCTION_SQL[formula.name];
      if (translate === undefined)
        throw new FormulaError(
          `${formula.name} cannot be run by this check; add it to functionSql.ts`,
          formula.at,
        );
      return translate(...formula.operands.map(of));
    }
    case 'lod':
      throw new FormulaError('an expression in braces cannot be run by this check', 0);
  }
}

function literal(value: string | number | boolean | Date | null): Sql {
  if (value === null) return { sql: 'NULL', type: 'null' };
  if (value instanceof Date)
    return { sql: `'${value.toISOString().slice(0, 19)}'::timestamp`, type: 'datetime' };
  if (typeof value === 'string') return { sql: `'${value.replaceAll("'", "''")}'`, type: 'string' };
  return { sql: String(value), type: typeof value === 'number' ? 'number' : 'boolean' };
}

function binary(operator: Extract<Formula, { kind: 'binary' }>['operator'], left: Sql, right: Sql): Sql {
  const dated = left.type === 'date' || left.type === 'datetime';
  switch (operator) {
    case '+':
      if (left.type === 'string') return { sql: `(${left.sql} || ${right.sql})`, type: 'string' };
      return dated
        ? { sql: `(${left.sql} + (${right.sql}) * interval '1 day')`, type: 'datetime' }
        : { sql: `(${left.sql} + ${right.sql})`, type: 'number' };
    case '-':
      if (!dated) return { sql: `(${left.sql} - ${right.sql})`, type: 'number' };
      return right.type === 'number'
        ? { sql: `(${left.sql} - (${right.sql}) * interval '1 day')`, type: 'datetime' }
        : {
            sql: `(extract(epoch FROM ${left.sql}::timestamp - ${right.sql}::timestamp) / 86400)`,
            type: 'number',
          };
    case '*':
    case '%':
      return { sql: `(${left.sql} ${operator} ${right.sql})`, type: 'number' };
    case '/':
      // two whole numbers make a fraction in Tableau, and a division by nothing is nothing
      return { sql: `((${left.sql})::float8 / nullif(${right.sql}, 0))`, type: 'number' };
    case '^':
      return { sql: `power(${left.sql}, ${right.sql})`, type: 'number' };
    default:
      return { sql: `(${left.sql} ${operator} ${right.sql})`, type: 'boolean' };
  }
}

function choice(
  begin: string,
  branches: readonly Branch[],
  otherwise: Formula | undefined,
  of: (part: Formula) => Sql,
): Sql {
  const results = [
    ...branches.map(({ then }) => of(then)),
    ...(otherwise === undefined ? [] : [of(otherwise)]),
  ];
  const cases = branches.map(
    ({ when }, index) => `WHEN ${of(when).sql} THEN ${results[index]?.sql ?? 'NULL'}`,
  );
  const rest = otherwise === undefined ? '' : ` ELSE ${of(otherwise).sql}`;
  return {
    sql: `(${begin} ${cases.join(' ')}${rest} END)`,
    type: results.find(({ type }) => type !== 'null')?.type ?? 'null',
  };
}
