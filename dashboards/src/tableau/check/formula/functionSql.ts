import { FormulaError } from './formula.js';
import { attribute, datePart, extreme, truncated, type Sql } from './sql.js';

type Translate = (...operands: Sql[]) => Sql;

const NONE: Sql = { sql: 'NULL', type: 'null' };
const number = (sql: string): Sql => ({ sql, type: 'number' });
const text = (sql: string): Sql => ({ sql, type: 'string' });
const truth = (sql: string): Sql => ({ sql, type: 'boolean' });
/** A call of a function that PostgreSQL has as well. */
const same =
  (name: string, type: Sql['type']): Translate =>
  (...operands) => ({
    sql: `${name}(${operands.map(({ sql }) => sql).join(', ')})`,
    type,
  });
const one =
  (of: (operand: Sql) => Sql): Translate =>
  (operand = NONE) =>
    of(operand);
const two =
  (of: (a: Sql, b: Sql) => Sql): Translate =>
  (a = NONE, b = NONE) =>
    of(a, b);
const either =
  (which: 'min' | 'max', name: string): Translate =>
  (a = NONE, b) =>
    b === undefined
      ? { sql: extreme(a, which), type: a.type }
      : { sql: `${name}(${a.sql}, ${b.sql})`, type: a.type };
/** A part's name is a literal; as SQL it has been bound, so it comes as `'part'`. */
const part = ({ sql }: Sql): string => {
  const found = /^'([a-z-]+)'$/i.exec(sql)?.[1];
  if (found === undefined) throw new FormulaError('the part of a date must be a word in quotes', 0);
  return found;
};

/** How Tableau's functions are written for PostgreSQL. Those that are not here cannot be run by this check. */
export const FUNCTION_SQL: Readonly<Record<string, Translate>> = {
  SUM: one(({ sql }) => number(`sum(${sql})`)),
  AVG: one(({ sql }) => number(`avg(${sql})`)),
  MEDIAN: one(({ sql }) => number(`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${sql})`)),
  COUNT: one(({ sql }) => number(`count(${sql})`)),
  COUNTD: one(({ sql }) => number(`count(DISTINCT ${sql})`)),
  ATTR: one((value) => ({ sql: attribute(value), type: value.type })),
  STDEV: same('stddev_samp', 'number'),
  STDEVP: same('stddev_pop', 'number'),
  VAR: same('var_samp', 'number'),
  VARP: same('var_pop', 'number'),
  MIN: either('min', 'least'),
  MAX: either('max', 'greatest'),
  ABS: same('abs', 'number'),
  CEILING: same('ceil', 'number'),
  FLOOR: same('floor', 'number'),
  SQRT: same('sqrt', 'number'),
  EXP: same('exp', 'number'),
  LN: same('ln', 'number'),
  LOG: (a = NONE, base = number('10')) => number(`log((${base.sql})::numeric, (${a.sql})::numeric)`),
  POWER: same('power', 'number'),
  SIGN: same('sign', 'number'),
  ROUND: (a = NONE, digits = number('0')) => number(`round((${a.sql})::numeric, (${digits.sql})::int)`),
  ZN: one(({ sql }) => number(`coalesce(${sql}, 0)`)),
  IFNULL: two((a, b) => ({ sql: `coalesce(${a.sql}, ${b.sql})`, type: a.type === 'null' ? b.type : a.type })),
  ISNULL: one(({ sql }) => truth(`(${sql} IS NULL)`)),
  IIF: (when = NONE, then = NONE, otherwise = NONE, unknown = NONE) => ({
    sql: `CASE WHEN ${when.sql} THEN ${then.sql} WHEN NOT ${when.sql} THEN ${otherwise.sql} ELSE ${unknown.sql} END`,
    type: then.type,
  }),
  INT: one(({ sql }) => number(`trunc((${sql})::numeric)::bigint`)),
  FLOAT: one(({ sql }) => number(`(${sql})::float8`)),
  STR: one(({ sql }) => text(`(${sql})::text`)),
  DATE: one(({ sql }) => ({ sql: `(${sql})::date`, type: 'date' })),
  DATETIME: one(({ sql }) => ({ sql: `(${sql})::timestamp`, type: 'datetime' })),
  NOW: () => ({ sql: 'localtimestamp', type: 'datetime' }),
  TODAY: () => ({ sql: 'current_date', type: 'date' }),
  DATETRUNC: two((unit, value) => truncated({ ...value, type: 'datetime' }, part(unit))),
  DATEPART: two((unit, value) => datePart(value, part(unit))),
  DATEADD: (unit = NONE, count = NONE, value = NONE) => ({
    sql: `(${value.sql} + (${count.sql}) * interval '1 ${part(unit)}')`,
    type: value.type,
  }),
  ...Object.fromEntries(
    ['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'HOUR', 'MINUTE', 'SECOND'].map((name) => [
      name,
      one((value) => datePart(value, name)),
    ]),
  ),
  LEFT: two((a, b) => text(`left(${a.sql}, (${b.sql})::int)`)),
  RIGHT: two((a, b) => text(`right(${a.sql}, (${b.sql})::int)`)),
  MID: (a = NONE, from = NONE, length) =>
    text(`substr(${a.sql}, (${from.sql})::int${length === undefined ? '' : `, (${length.sql})::int`})`),
  LEN: same('length', 'number'),
  LOWER: same('lower', 'string'),
  UPPER: same('upper', 'string'),
  TRIM: same('btrim', 'string'),
  REPLACE: same('replace', 'string'),
  CONTAINS: two((a, b) => truth(`(strpos(${a.sql}, ${b.sql}) > 0)`)),
  STARTSWITH: two((a, b) => truth(`starts_with(${a.sql}, ${b.sql})`)),
  ENDSWITH: two((a, b) => truth(`(right(${a.sql}, length(${b.sql})) = ${b.sql})`)),
};
