import { hostileNames, hostileOutcomes, outcomes, thresholds } from '../../../../test/support/outcomes.js';
import { profileOf } from '../../../../test/support/profiles.js';
import { expectWellFormed } from '../../../../test/support/wellFormed.js';
import type { Comparison } from '../../statistics/statistic.js';
import { overlaySvg } from './overlay.js';
import { lightPalette } from './palette.js';
import { trendSvg } from './trend.js';

const [outcome] = outcomes(2, 1);
const comparisons = [...(outcome?.comparisons ?? [])];

test.each(comparisons)('%s is drawn as SVG in the colours of the page', async (_, comparison) => {
  const svg = await overlaySvg(comparison, { description: 'what "it" <shows> & more' });
  expectWellFormed(svg);
  expect(svg).toContain('fill="var(--current)"');
  expect(svg).toContain('stroke="var(--reference)"');
  expect(svg).toContain('role="img" aria-label="what &quot;it&quot; &lt;shows&gt; &amp; more"');
  expect(svg).toMatch(/<title>[^<]+: reference [^<]+, current [^<]+<\/title>/);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('a picture that stands alone names its colours', async () => {
  const [first] = comparisons;
  if (first === undefined) throw new Error('no comparison');
  const svg = await overlaySvg(first[1], { palette: lightPalette });
  expect(svg).not.toContain('var(');
  expect(svg).toContain(lightPalette.current);
});

test('pictures drawn at once do not mix their data', async () => {
  const drawn = await Promise.all(
    [...comparisons, ...comparisons].map(([, comparison]) => overlaySvg(comparison)),
  );
  expect(drawn[0]).toBe(drawn[2]);
  expect(drawn[1]).toBe(drawn[3]);
});

test('hostile categories stay text', async () => {
  const comparison = hostileOutcomes()[0]?.comparisons.get(hostileNames[0] ?? '');
  if (comparison === undefined) throw new Error('no comparison');
  const svg = await overlaySvg(comparison);
  expectWellFormed(svg);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('(empty)');
});

test('empty sides and constants can be drawn', async () => {
  const edges = Float64Array.of(4, 5);
  const grid = {
    kind: 'numeric',
    edges,
    psiEdges: Uint32Array.of(1),
    drawingEdges: Uint32Array.of(0, 1),
    minimum: 5,
    maximum: 5,
    mean: 5,
    deviation: 0,
  } as const;
  const side = (counts: number[]) => profileOf(grid, Float64Array.from(counts));
  const empty = {
    ...grid,
    edges: new Float64Array(),
    psiEdges: new Uint32Array(),
    drawingEdges: new Uint32Array(),
  };
  const odd: Comparison[] = [
    { reference: side([0, 50, 0]), current: side([50, 0, 0]) },
    { reference: side([0, 0, 0]), current: side([0, 0, 0]) },
    { reference: profileOf(empty, Float64Array.of(0), 9), current: profileOf(empty, Float64Array.of(3)) },
  ];
  for (const comparison of odd) {
    const svg = await overlaySvg(comparison);
    expectWellFormed(svg);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('a trend without scores, of one window, and with a gap', async () => {
  const feature = outcome?.result.features[0];
  for (const results of [[undefined], [feature], [feature, undefined, feature]]) {
    const svg = await trendSvg(
      results.map((result, index) => ({ window: `w<${index}>`, result })),
      thresholds,
    );
    expectWellFormed(svg);
    expect(svg).not.toMatch(/NaN|undefined/);
  }
});
