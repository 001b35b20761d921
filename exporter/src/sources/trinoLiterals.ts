import { createHash } from 'node:crypto';
import { quoteText } from './sql.js';

/** A finite double as Trino reads it to the last bit. */
export function doubleLiteral(value: number): string {
  const literal = value.toExponential().replace('e+', 'E').replace('e', 'E');
  // one minus behind another would begin a comment
  return value < 0 ? `(${literal})` : literal;
}

/** A constant array. Read from JSON it is planned several times faster than with a literal for each of its values. */
export function arrayLiteral(values: unknown, type: string): string {
  return `CAST(JSON ${quoteText(JSON.stringify(values))} AS array(${type}))`;
}

/** Numbers of 64 bits that stand for texts, so that ten thousand long names fit into a query. */
export function hashLiteral(lists: readonly (readonly string[])[]): string {
  const numbers = lists.map((names) => `[${names.map(hash).join(',')}]`);
  return `CAST(JSON '[${numbers.join(',')}]' AS array(array(bigint)))`;
}

/** SQL of the number that stands for a text. */
export function hashOf(text: string): string {
  return `from_big_endian_64(substr(sha256(to_utf8(${text})), 1, 8))`;
}

function hash(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE().toString();
}

/** Trino takes 254 elements of an array that is written out. */
const ELEMENTS = 200;

/** An array of so many SQL expressions as there are. */
export function arrayOf(elements: readonly string[]): string {
  const parts = Array.from({ length: Math.ceil(elements.length / ELEMENTS) }, (_, index) =>
    elements.slice(index * ELEMENTS, (index + 1) * ELEMENTS),
  );
  return parts.map((part) => `ARRAY[${part.join(', ')}]`).join(' || ');
}
