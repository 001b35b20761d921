import { modelOutcomes } from '../../../test/support/modelOutcomes.js';
import { hostileOutcomes, outcomes, reportOptions } from '../../../test/support/outcomes.js';
import { table } from './table.js';
import { columns } from './text.js';

const render = (made: ReturnType<typeof outcomes>, width = 80, color = false): string =>
  table.render(made, { ...reportOptions, width, color }) as string;

test.each([40, 60, 80, 120, 200])('no line is wider than %i columns', (width) => {
  for (const made of [
    outcomes(30, 1),
    outcomes(30, 12),
    hostileOutcomes(),
    [...outcomes(2, 1, 'a'), ...outcomes(2, 3, 'b')],
  ]) {
    const wide = render(made, width)
      .split('\n')
      .filter((line) => columns(line) > width);
    expect(wide).toEqual([]);
  }
});

test('one window lists features by severity, and the verdict comes last', () => {
  const lines = render(outcomes(8, 1), 120).trimEnd().split('\n');
  expect(lines[3]).toMatch(/^feature +kind +severity +PSI +noise +KS\/χ² p +missing +why$/);
  expect(lines.at(-1)).toBe('4 of 8 features have drifted beyond a threshold.');
  const severities = lines.slice(4, 12).map((line) => /critical|significant|small|none/.exec(line)?.[0]);
  const order = ['critical', 'significant', 'small', 'none'];
  expect(severities).toEqual([...severities].sort((a, b) => order.indexOf(a ?? '') - order.indexOf(b ?? '')));
});

test('many windows are blocks that hold each window once, with marks that need no colour', () => {
  const text = render(outcomes(3, 12), 70);
  for (let month = 1; month <= 12; month++) expect(text).toContain(`2013-${String(month).padStart(2, '0')}`);
  expect(text.match(/^PSI /gm)?.length).toBeGreaterThan(1);
  expect(text).toContain('0.617 !!');
  expect(text).toContain('since 2013-05, worst 0.617 in 2013-12');
});

test('colours only where they are asked for, and no escape of a name ever', () => {
  expect(render(outcomes(3, 1), 80, true)).toContain('\u001b[31m');
  expect(render(hostileOutcomes())).not.toContain('\u001b');
  expect(render(hostileOutcomes(), 80, true)).not.toContain('and\u001b[31mred');
});

test('nothing checked says so, and a width of nothing is 80', () => {
  expect(render([])).toBe('nothing was checked\n');
  expect(render(outcomes(2, 1), 0)).toBe(render(outcomes(2, 1), 80));
});

test('a story is wrapped to the terminal, above the features, and each window’s performance is a line', () => {
  const made = modelOutcomes([{ window: 'a' }, { window: 'b', shift: 1, coins: 0.6 }], { rows: 1000 });
  for (const width of [40, 80]) {
    const lines = render(made, width).split('\n');
    expect(lines.filter((line) => columns(line) > width)).toEqual([]);
    expect(lines.findIndex((line) => line.startsWith('b (worst): ROC AUC fell'))).toBeGreaterThan(2);
    expect(lines.filter((line) => /^[ab]: ROC AUC 0\.\d/.test(line))).toHaveLength(2);
  }
});
