import type { Column } from './source.js';

const INTEGER = /^(tinyint|smallint|integer|bigint)$/;
const NUMERIC = /^(tinyint|smallint|integer|bigint|real|double|decimal\b.*)$/;
const CATEGORICAL = /^(boolean|varchar\b.*|char\b.*|uuid|ipaddress)$/;
const TIMESTAMP = /^(timestamp|time|date)\b/;
/** What has no text of its own. */
const COMPOSITE = /^(array|map|row|varbinary|json)\b/;
/** Up to so many digits a decimal is divided exactly; beyond, only its text is read to the nearest double. */
const EXACT_DIGITS = 15;

/** Names and kinds of a result's columns. */
export function typedColumns(columns: readonly { readonly name: string; readonly type: string }[]): Column[] {
  return columns.map(({ name, type }) => ({ name, type, kind: kindOf(type), integer: INTEGER.test(type) }));
}

function kindOf(type: string): Column['kind'] {
  if (NUMERIC.test(type)) return 'numeric';
  if (CATEGORICAL.test(type)) return 'categorical';
  return TIMESTAMP.test(type) ? 'timestamp' : 'unsupported';
}

export function asDouble(value: string, type: string): string {
  const digits = Number(/^decimal\((\d+)/.exec(type)?.[1] ?? 0);
  return `CAST(${digits > EXACT_DIGITS ? `CAST(${value} AS varchar)` : value} AS double)`;
}

/** A value as text, without the blanks that fill up a `char`; undefined where the type has none. */
export function asText(value: string, type: string): string | undefined {
  if (COMPOSITE.test(type)) return undefined;
  const text = `CAST(${value} AS varchar)`;
  return type.startsWith('char') ? `trim(TRAILING ' ' FROM ${text})` : text;
}

/** Decimal places of a time's seconds. */
export function precisionOf(type: string): number {
  return Number(/\((\d+)\)/.exec(type)?.[1] ?? 3);
}
