import { readFileSync, writeFileSync } from 'node:fs';
import { routes } from '../../exporter/src/server/app.js';
import { signedQuery } from '../../exporter/src/server/schemas/parameters.js';
import type { Route } from '../../exporter/src/server/http/route.js';

const path = 'docs/API.md';
const [begin, end] = ['<!-- generated: routes -->', '<!-- end -->'];

/** A route as a row of the table; `DRIFT_UPDATE_GOLDEN=1` writes the table anew. */
function row({ method, path: at, role, signed = false, summary, query = {} }: Route): string {
  const own = Object.entries(query).filter(([name]) => !(signed && name in signedQuery));
  const parameters = own.map(([name, schema]) => {
    const required = !schema.safeParse(undefined).success;
    return required ? name : `[${name}]`;
  });
  const listed = parameters.length === 0 ? '' : `\`${parameters.join(' ')}\``;
  return `| \`${method.toUpperCase()} ${at}\` | ${listed} | ${role}${signed ? ', or a signed link' : ''} | ${summary} |`;
}

test('the documentation lists every route as it is', () => {
  const text = readFileSync(path, 'utf8');
  const table = [
    '| route | parameters | role | |',
    '|---|---|---|---|',
    ...[...routes].sort((a, b) => (a.path < b.path ? -1 : 1)).map(row),
  ].join('\n');
  const [before = '', rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  const expected = `${before}${begin}\n\n${table}\n\n${end}${after}`;
  if (process.env.DRIFT_UPDATE_GOLDEN === '1') writeFileSync(path, expected);
  else expect(text).toBe(expected);
  expect(after).not.toBe('');
});
