import { readFileSync } from 'node:fs';
import { namesWithRole, roleOf } from './role';

/** The names in each row of the README's table of data. */
const rows = readFileSync('README.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => Array.from(line.matchAll(/`(\w+)(?:\{[\w,]+\})?`/g), ([, name]) => name ?? ''))
  .filter((names) => names.some((name) => roleOf(name)));

describe('the README', () => {
  it('tells every name that has a role', () => {
    expect(namesWithRole.filter((name) => !rows.flat().includes(name))).toEqual([]);
  });

  it.each(rows.map((names) => ({ names })))('has names of one role in a row: $names', ({ names }) => {
    const known = names.filter((name) => name !== 'upper');
    expect(new Set(known.map((name) => roleOf(name)?.role)).size).toBe(1);
  });
});
