import type { TargetColumn } from './target.js';

/** One row of `COLUMNS_SQL`. */
export interface PostgresColumn {
  readonly name: string;
  /** Without the length, such as `character varying`. */
  readonly type: string;
  readonly modifier: number;
  readonly required: boolean;
  readonly labels: readonly string[] | null;
}

/** Columns that can be written to, of the relation `$1`. */
export const COLUMNS_SQL = `
SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, NULL) AS type, a.atttypmod AS modifier,
  a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS required,
  (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = a.atttypid) AS labels
FROM pg_catalog.pg_attribute a
WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a'
ORDER BY a.attnum`;

const TYPES: Readonly<Record<string, string>> = {
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  'double precision': 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  'time without time zone': 'TIME',
  'timestamp without time zone': 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMP WITH TIME ZONE',
  uuid: 'UUID',
};

/** What PostgreSQL takes as a numeric of any length, which no type of DuckDB's holds. */
const NUMERIC = '^\\s*([+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[Nn][Aa][Nn]|[+-]?[Ii]nf(inity)?)\\s*$';

/** What a column takes, in types of DuckDB's; what it has no type for goes there as text, and the server judges it. */
export function targetColumn({ name, type, modifier, required, labels }: PostgresColumn): TargetColumn {
  const column = { name, required };
  if (type === 'numeric') return { ...column, ...numeric(modifier) };
  return {
    ...column,
    type: TYPES[type] ?? 'VARCHAR',
    ...(/^character/.test(type) && modifier > 4 ? { maxLength: modifier - 4 } : {}),
    ...(labels === null ? {} : { allowed: labels }),
  };
}

function numeric(modifier: number): Pick<TargetColumn, 'type' | 'pattern'> {
  const precision = ((modifier - 4) >> 16) & 0xffff;
  const scale = (modifier - 4) & 0x7ff;
  return modifier > 4 && precision <= 38 && scale <= precision
    ? { type: `DECIMAL(${precision},${scale})` }
    : { type: 'VARCHAR', pattern: NUMERIC };
}
