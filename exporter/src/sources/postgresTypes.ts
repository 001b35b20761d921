import type { Column } from './source.js';
import type { Field, PostgresClient } from './postgresClient.js';

/** A column or an expression, and what PostgreSQL says of its type. */
export interface TypedColumn extends Column {
  /** Without the length, such as `timestamp without time zone`. */
  readonly type: string;
}

const INTEGER = /^(smallint|integer|bigint)$/;
const NUMERIC = /^(smallint|integer|bigint|real|double precision|numeric)$/;
const CATEGORICAL = /^(boolean|text|character varying|character|"char"|name|citext|uuid)$/;
const TIMESTAMP = /^(timestamp|time|date)\b/;

/** Names and kinds of a result's fields. */
export async function typedColumns(client: PostgresClient, fields: readonly Field[]): Promise<TypedColumn[]> {
  const identifiers = [...new Set(fields.map(({ type }) => type))];
  const { rows } = await client.query(
    `SELECT oid, pg_catalog.format_type(oid, NULL), typtype::text FROM pg_catalog.pg_type
     WHERE oid = ANY ($1::oid[])`,
    [identifiers],
  );
  const types = new Map(rows.map(([oid, name, type]) => [oid, { name: String(name), isEnum: type === 'e' }]));
  return fields.map((field) => {
    const { name: type = 'unknown', isEnum = false } = types.get(field.type) ?? {};
    return { name: field.name, type, kind: kindOf(type, isEnum), integer: INTEGER.test(type) };
  });
}

function kindOf(type: string, isEnum: boolean): Column['kind'] {
  if (NUMERIC.test(type)) return 'numeric';
  // an extension's type is named with its schema
  if (isEnum || CATEGORICAL.test(type) || type.endsWith('.citext')) return 'categorical';
  if (TIMESTAMP.test(type) && !type.endsWith(']')) return 'timestamp';
  return 'unsupported';
}

/** An array of doubles as PostgreSQL reads it. */
export function floatArray(values: Iterable<number>): string {
  return `{${[...values].join(',')}}`;
}
