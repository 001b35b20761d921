import { FormulaError } from './formula.js';

/** A piece of PostgreSQL's SQL, and what kind of value it has. */
export interface Sql {
  readonly sql: string;
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'datetime' | 'null';
}

/** Of Tableau's data types. */
export function sqlType(datatype: string): Sql['type'] {
  switch (datatype) {
    case 'string':
    case 'boolean':
    case 'date':
    case 'datetime':
      return datatype;
    default:
      return 'number';
  }
}

const CASTS = {
  string: 'text',
  number: 'float8',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
  null: 'text',
};

/** Values that go beside a query, in the order of their `$1`, `$2`, … */
export class Bindings {
  readonly values: unknown[] = [];

  bind(value: string | number | boolean | null, type: Sql['type']): Sql {
    this.values.push(value);
    return { sql: `$${this.values.length}::${CASTS[type]}`, type };
  }
}

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Weeks begin on Sunday, as in Tableau where nothing else is set (en-US). PostgreSQL's begin on Monday. */
export function truncated({ sql, type }: Sql, part: string): Sql {
  const unit = part.toLowerCase();
  const inner =
    unit === 'week'
      ? `date_trunc('week', ${sql} + interval '1 day') - interval '1 day'`
      : `date_trunc('${unit.replace('iso-week', 'week').replace(/[^a-z]/g, '')}', ${sql}::timestamp)`;
  return { sql: `(${inner})::${type === 'date' ? 'date' : 'timestamp'}`, type };
}

const PARTS: Readonly<Record<string, string>> = {
  ...{
    year: 'year',
    quarter: 'quarter',
    month: 'month',
    day: 'day',
    hour: 'hour',
    minute: 'minute',
    second: 'second',
  },
  ...{ dayofyear: 'doy', 'iso-year': 'isoyear', 'iso-week': 'week', 'iso-weekday': 'isodow' },
};

/** A part of a date as a number; the weekday counts from Sunday as 1. */
export function datePart({ sql }: Sql, part: string): Sql {
  const unit = part.toLowerCase();
  if (unit === 'weekday') return { sql: `(extract(dow FROM ${sql}) + 1)::int`, type: 'number' };
  if (unit === 'week')
    // the week that holds the first of January is the first
    return {
      sql: `(floor((extract(doy FROM ${sql}) + extract(dow FROM date_trunc('year', ${sql}::timestamp)) - 1) / 7) + 1)::int`,
      type: 'number',
    };
  const known = PARTS[unit];
  if (known === undefined) throw new FormulaError(`there is no part of a date ${JSON.stringify(part)}`, 0);
  return { sql: `extract(${known} FROM ${sql})::int`, type: 'number' };
}

/** PostgreSQL has no least and greatest of truths. */
export function extreme({ sql, type }: Sql, which: 'min' | 'max'): string {
  return type === 'boolean' ? `bool_${which === 'min' ? 'and' : 'or'}(${sql})` : `${which}(${sql})`;
}

/** The value that all rows share; none where they differ. */
export function attribute(value: Sql): string {
  return `CASE WHEN count(DISTINCT ${value.sql}) <= 1 THEN ${extreme(value, 'min')} END`;
}
