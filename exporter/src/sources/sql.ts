import type { Feature } from './source.js';

/** A name as standard SQL quotes it, whatever it contains. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal of standard SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The SQL of a feature's value, uncast. A newline ends a comment that an expression may end with. */
export function valueOf({ name, expression }: Feature): string {
  return expression === undefined ? quoteIdentifier(name) : parenthesise(expression);
}

export function parenthesise(expression: string): string {
  return `(${expression}\n)`;
}

/** A user's SELECT as a table expression named `alias`. */
export function subquery(query: string, alias: string): string {
  return `${parenthesise(query.replace(/[;\s]+$/, ''))} AS ${quoteIdentifier(alias)}`;
}

/**
 * The number of the bucket in which a time lies, counted from the epoch.
 *
 * @param epochSeconds SQL of the time in seconds since the epoch, as a double.
 * @param bucket the bucket's length in milliseconds.
 */
export function bucketNumber(epochSeconds: string, bucket: number): string {
  // whole seconds need no second rounding on the way to milliseconds
  return bucket % 1000 === 0
    ? `floor(${epochSeconds} / ${bucket / 1000})`
    : `floor(${epochSeconds} * 1000 / ${bucket})`;
}

/** Candidates for a dotted name: each split into schema and table, then the whole as a table's name. */
export function tableNames(table: string): { schema?: string; name: string }[] {
  const splits = [...table].flatMap((character, index, all) =>
    character === '.' && index > 0 && index < all.length - 1
      ? [{ schema: all.slice(0, index).join(''), name: all.slice(index + 1).join('') }]
      : [],
  );
  return [...splits, { name: table }];
}

/** Columns of a query by their names. */
export function select(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ');
}

/** `name0, name1, …` for each item. */
export function numbered(name: string, items: readonly unknown[]): string[] {
  return items.map((_, index) => `${name}${index}`);
}

/** Columns called `name0, name1, …`. */
export function named(name: string, columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((sql, index) => [`${name}${index}`, sql]));
}

/** What to group by: the first so many columns. */
export function ordinals(count: number): string {
  return Array.from({ length: count }, (_, index) => index + 1).join(', ');
}

/** Values of a query, collected while its text is written; `add` gives the placeholder. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
