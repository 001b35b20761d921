import { fieldsIn, FormulaError, type Formula } from './formula.js';
import { grainOf } from './grain.js';
import { parseFormula } from './parseFormula.js';
import { toSql } from './toSql.js';
import type { Sql } from './sql.js';

const TYPES: Readonly<Record<string, Sql['type']>> = {
  name: 'string',
  day: 'date',
  at: 'datetime',
  ok: 'boolean',
};
const sql = (text: string): string =>
  toSql(parseFormula(text), { field: ({ name }) => ({ sql: `t.${name}`, type: TYPES[name] ?? 'number' }) })
    .sql;
const grain = (text: string): string =>
  grainOf(parseFormula(text), ({ source }) => (source === 'Parameters' ? 'constant' : 'row'));

test.each([
  ['1 + 2 * 3', '(1 + (2 * 3))'],
  ['(1 + 2) * 3', '((1 + 2) * 3)'],
  ['2 - 3 - 4', '((2 - 3) - 4)'],
  ['-[a] ^ 2', 'power((-t.a), 2)'],
  ['[a] = 1 OR [b] = 2 AND NOT [c] > 3', '((t.a = 1) OR ((t.b = 2) AND (NOT (t.c > 3))))'],
  ['[a] == 1 and [b] != 2', '((t.a = 1) AND (t.b <> 2))'],
  // whole numbers make fractions, and nothing is divided by nothing
  ['[a] / 3600', '((t.a)::float8 / nullif(3600, 0))'],
  ['[name] + "s"', "(t.name || 's')"],
  [`[name] = "it's ""so"""`, `(t.name = 'it''s "so"')`],
  ["[name] = 'it''s'", "(t.name = 'it''s')"],
  [
    'IF [a] > 1 THEN "x" ELSEIF [a] > 0 THEN "y" ELSE "z" END',
    "(CASE WHEN (t.a > 1) THEN 'x' WHEN (t.a > 0) THEN 'y' ELSE 'z' END)",
  ],
  ['CASE [a] WHEN 1 THEN 2 END', '(CASE t.a WHEN 1 THEN 2 END)'],
  ['sum([a]) // all of it', 'sum(t.a)'],
  ['/* the mean */ AVG([a])', 'avg(t.a)'],
  ['MIN([ok])', 'bool_and(t.ok)'],
  ['MAX([a], [b])', 'greatest(t.a, t.b)'],
  ['ZN([a])', 'coalesce(t.a, 0)'],
  ['[name] IN ("a", "b")', "(t.name IN ('a', 'b'))"],
  ['DATE(DATETRUNC("month", [day]))', "((date_trunc('month', t.day::timestamp))::timestamp)::date"],
  ["DATETRUNC('week', [at])", "(date_trunc('week', t.at + interval '1 day') - interval '1 day')::timestamp"],
  ['[at] - [day]', '(extract(epoch FROM t.at::timestamp - t.day::timestamp) / 86400)'],
  ['NOT ISNULL([a])', '(NOT (t.a IS NULL))'],
])('%s is %s', (text, expected) => expect(sql(text)).toBe(expected));

test.each([
  ['', 0, 'the formula ends too early'],
  ['1 +', 3, 'the formula ends too early'],
  ['(1 + 2', 6, 'expected ), found the end'],
  ['IF [a] THEN 1', 13, 'expected END, found the end'],
  ['CASE [a] END', 9, 'expected WHEN'],
  ['[a] [b]', 4, 'unexpected b'],
  ['"open', 0, 'a text is not closed'],
  ['[open', 0, 'a field is not closed'],
  ['1 & 2', 2, 'unexpected &'],
  ['NVL([a], 0)', 0, "NVL is no function of Tableau's"],
  ['SUM()', 0, 'SUM takes 1 argument, and has 0'],
  ['IIF([a], 1)', 0, 'IIF takes 3 to 4 arguments, and has 2'],
  ['#2026-13-40#', 0, '#2026-13-40# is no date'],
  ['[a].', 4, 'expected a field after the dot'],
  ['{ FIXED [a] SUM([b]) }', 12, 'expected :, found SUM'],
])('%j is wrong at %d', (text, at, message) => {
  const error = wrong(() => parseFormula(text));
  expect({ message: error.message, at: error.at }).toEqual({ message, at });
});

test.each([
  ['1', 'constant'],
  ['[Parameters].[p] * 2', 'constant'],
  ['[a] * [Parameters].[p]', 'row'],
  ['SUM([a]) / SUM([b])', 'mark'],
  ['SUM([a]) > [Parameters].[p]', 'mark'],
  ['MIN([a], [b])', 'row'],
  ['MIN([a])', 'mark'],
  ['{ FIXED [a] : SUM([b]) } - [b]', 'row'],
  ['RUNNING_SUM(SUM([a]))', 'mark'],
])('%s is one value for each %s', (text, expected) => expect(grain(text)).toBe(expected));

test.each([
  '[a] / SUM([a])',
  'IF [a] > 0 THEN SUM([b]) END',
  'SUM(SUM([a]))',
  'RUNNING_SUM([a])',
  '[a] + { FIXED [b] : SUM(AVG([c])) }',
])('%s mixes rows and aggregates', (text) => expect(wrong(() => grain(text))).toBeInstanceOf(FormulaError));

test('fields keep their data source, their place and brackets within them', () => {
  expect(fieldsIn(parseFormula('[Parameters].[p 1] + [odd]]name] // [c]'))).toEqual([
    { kind: 'field', source: 'Parameters', name: 'p 1', at: 0 },
    { kind: 'field', source: undefined, name: 'odd]name', at: 21 },
  ] satisfies Formula[]);
});

test.each(['WINDOW_SUM(SUM([a]))', '{ FIXED [a] : SUM([b]) }'])('%s cannot be run, and says so', (text) =>
  expect(wrong(() => sql(text)).message).toMatch(/cannot be run by this check/),
);

function wrong(read: () => unknown): FormulaError {
  try {
    read();
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error('it is not wrong');
}
