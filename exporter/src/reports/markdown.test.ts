import { modelOutcomes } from '../../../test/support/modelOutcomes.js';
import { hostileOutcomes, outcomes, reportOptions } from '../../../test/support/outcomes.js';
import { markdown } from './markdown.js';

const render = (made: ReturnType<typeof outcomes>): string => markdown.render(made, reportOptions) as string;
const cells = (line: string): number => line.replace(/\\\|/g, '').split('|').length;

test.each([
  ['features', outcomes(30, 1)],
  ['windows', outcomes(30, 12)],
  ['hostile names', hostileOutcomes()],
])('every row of a table of %s has as many cells as its head', (_, made) => {
  const rows = render(made)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(rows.length).toBeGreaterThan(8);
  expect(new Set(rows.map(cells)).size).toBe(1);
});

test('hostile names neither mark up nor link nor break a line', () => {
  const text = render(hostileOutcomes());
  expect(text).not.toMatch(/<script|\]\(http|\u001b|\u0000/);
  expect(text).toContain('&lt;script&gt;');
});

test('a long list is cut, says so, and fits a comment', () => {
  const text = render(outcomes(500, 12));
  expect(text).toContain('450 less changed features not shown');
  expect(text.length).toBeLessThan(65_536);
});

test('nothing checked says so', () => {
  expect(render([])).toContain('Nothing was checked');
});

test('a model’s story and its performance stand above the features, each table with as many cells as its head', () => {
  const worlds = Array.from({ length: 26 }, (_, index) => ({ window: `w${index}`, coins: index % 2 }));
  for (const made of [worlds.slice(0, 1), worlds].map((some) => modelOutcomes(some, { rows: 60 }))) {
    const text = render(made);
    expect(text).toMatch(/ROC AUC.*\n\n\| (ROC AUC|Metric) \| Reference \|/);
    const tables = text.split('\n\n').filter((block) => block.startsWith('|'));
    expect(tables).toHaveLength(2);
    for (const table of tables) expect(new Set(table.split('\n').map(cells)).size).toBe(1);
  }
});
