import { parenthesise, quoteIdentifier, quoteText } from '../../sources/sql.js';
import type { RowRule } from './rowRule.js';

type Condition = Pick<RowRule, 'kind' | 'expected' | 'fails' | 'prepare'>;

/** SQL of whether a column has no value: NULL, or not a number. */
function missing(column: string, type: string): string {
  const value = quoteIdentifier(column);
  return /^(DOUBLE|FLOAT)$/.test(type) ? `(${value} IS NULL OR isnan(${value}))` : `${value} IS NULL`;
}

/** A value that breaks its type counts as broken, not as missing. */
export function required(column: string, type: string, broken: string | undefined): Condition {
  const unbroken = broken === undefined ? '' : ` AND NOT ${broken}`;
  return { kind: 'required', expected: 'a value', fails: `${missing(column, type)}${unbroken}` };
}

export function range(
  column: string,
  type: string,
  [lowest, highest]: readonly [number | null, number | null],
): Condition {
  // a column of text is held against the numbers that it holds
  const value =
    type === 'VARCHAR' ? `TRY_CAST(${quoteIdentifier(column)} AS DOUBLE)` : quoteIdentifier(column);
  const number = `${value}::DOUBLE`;
  const outside = [
    lowest === null ? [] : [`${number} < ${literal(lowest)}`],
    highest === null ? [] : [`${number} > ${literal(highest)}`],
  ].flat();
  const expected =
    lowest === null
      ? `a number up to ${highest}`
      : highest === null
        ? `a number from ${lowest} on`
        : `a number from ${lowest} to ${highest}`;
  return { kind: 'range', expected, fails: `NOT isnan(${number}) AND (${outside.join(' OR ')})` };
}

/** @param id tells this list from others */
export function allowed(
  column: string,
  values: readonly (string | number | boolean)[],
  id: number,
): Condition {
  const words = [...new Set(values.map(String))];
  const shown = words.slice(0, 5).join(', ') + (words.length > 5 ? ` or ${words.length - 5} more` : '');
  const text = `${quoteIdentifier(column)}::VARCHAR`;
  return {
    kind: 'allowed',
    expected: `one of ${shown}`,
    // an ENUM is a look-up, however long the list
    prepare: [`CREATE TYPE "allowed ${id}" AS ENUM (${words.map(quoteText).join(', ')})`],
    fails: `${text} IS NOT NULL AND TRY_CAST(${text} AS "allowed ${id}") IS NULL`,
  };
}

export function matches(column: string, pattern: string): Condition {
  return {
    kind: 'matches',
    expected: `text that matches ${pattern}`,
    fails: `NOT regexp_matches(${quoteIdentifier(column)}::VARCHAR, ${quoteText(pattern)})`,
  };
}

export function longest(column: string, length: number): Condition {
  return {
    kind: 'length',
    expected: `at most ${length} characters`,
    fails: `length(${quoteIdentifier(column)}::VARCHAR) > ${length}`,
  };
}

/** A condition that a row fails where it is false; where it is unknown, for want of a value, it does not. */
export function check(condition: string): Condition {
  return {
    kind: 'check',
    expected: condition,
    fails: `NOT coalesce(TRY(${parenthesise(condition)}::BOOLEAN), true)`,
  };
}

function literal(value: number): string {
  return `'${value}'::DOUBLE`;
}
