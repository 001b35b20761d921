import { FieldType, toDataFrame } from '@grafana/data';
import fc from 'fast-check';
import { barsLayout, fittingBars } from './barsLayout';
import { binsLayout } from './binsLayout';
import { gridOf } from './grid';
import { DISTRIBUTION_OVERLAY_DEFAULTS as defaults } from './options';
import type { BarsPicture, BinsPicture, Picture } from './picture';
import { prepare } from './prepare';

function pictureOf(columns: Record<string, unknown[]>): Picture {
  const fields = Object.entries(columns).map(([name, values]) => ({
    name,
    type: name === 'category' ? FieldType.string : FieldType.number,
    values,
  }));
  const result = prepare([toDataFrame({ fields })], defaults);
  if ('warning' in result) {
    throw new Error(result.warning);
  }
  return result.data.pictures[0] as Picture;
}

const bins = (edges: readonly number[], missing = 0.1): BinsPicture =>
  pictureOf({
    lower: [null, ...edges],
    upper: [...edges, null],
    reference: [...edges, 0].map((_, index) => index + 1),
    current: [...edges, 0].map((_, index) => (index * 7) % 5),
    missing_ratio_current: [...edges, 0].map(() => missing),
  }) as BinsPicture;

/** All numbers of a drawing, those of its paths too. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') {
    return [value];
  }
  if (typeof value === 'string') {
    return /^M[\d.,MLHVZ\s-]*/.test(value) ? (value.match(/NaN|Infinity|-?[\d.]+/g) ?? []).map(Number) : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

const sizes = fc.record({ width: fc.integer({ min: 200, max: 2000 }), height: fc.integer({ min: 20, max: 900 }) });
const options = fc.record({
  measure: fc.constantFrom('density', 'share', 'cumulative'),
  axis: fc.constantFrom('linear', 'log'),
  contribution: fc.boolean(),
  categories: fc.constant(20),
});

describe('bins', () => {
  test('are as wide as they are along the axis', () => {
    const drawing = binsLayout(bins([0, 1, 3, 7]), defaults, 800, 300);
    const widths = drawing.hits.slice(1, 4).map(({ from, to }) => (to - from) / (drawing.plot.width / 7));
    expect(widths).toEqual([expect.closeTo(1, 9), expect.closeTo(2, 9), expect.closeTo(4, 9)]);
  });

  test('stand apart from what has no place on the axis, in the order of the axis', () => {
    const { plot, slots, hits } = binsLayout(bins([0, 1, 3]), defaults, 800, 300);
    expect(slots.map(({ label }) => label)).toEqual(['≤ 0', '> 3', 'missing']);
    const [below, above, missing] = slots.map(({ track }) => track);
    expect((below?.left ?? 0) + (below?.width ?? 0)).toBeLessThan(plot.left);
    expect(above?.left).toBeGreaterThan(plot.left + plot.width);
    expect(missing?.left).toBeGreaterThan((above?.left ?? 0) + (above?.width ?? 0));
    expect(hits.map(({ cell }) => cell)).toEqual([0, 1, 2, 3, 4]);
    expect(hits.every(({ from }, index) => from >= (hits[index - 1]?.to ?? 0) - 1e-6)).toBe(true);
  });

  test('of any kind at any size: finite, and within the picture', () => {
    const edges = fc
      .uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 40 })
      .map((each) => each.sort((a, b) => a - b));
    fc.assert(
      fc.property(edges, sizes, options, (given, { width, height }, chosen) => {
        const picture = bins(given);
        if (picture.kind === 'bins') {
          const drawing = binsLayout(picture, { ...defaults, ...(chosen as object) }, width, height);
          expect(numbersOf(drawing).filter((number) => !Number.isFinite(number))).toEqual([]);
          expect(drawing.hits.every(({ from, to }) => from >= 0 && to <= width + 1)).toBe(true);
        }
      })
    );
  });
});

describe('bars', () => {
  const picture = pictureOf({
    category: Array.from({ length: 30 }, (_, index) => (index === 29 ? 'unseen' : `category ${index}`)),
    reference: Array.from({ length: 30 }, (_, index) => (index === 29 ? 0 : 10)),
    current: Array.from({ length: 30 }, (_, index) => index),
    missing_ratio_current: Array.from({ length: 30 }, () => 0.5),
  }) as BarsPicture;

  test('where not all fit, more are added up; unseen and missing ones stay', () => {
    expect(picture.bars).toHaveLength(23);
    const bars = fittingBars(picture, 16 + 20 + 16 * 8);
    expect(bars).toHaveLength(8);
    expect(bars.slice(-3).map(({ role }) => role)).toEqual(['rest', 'unseen', 'missing']);
    const shares = bars.filter(({ role }) => role !== 'missing').map(({ current }) => current ?? 0);
    expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
  });

  test('a bar for many categories does not squeeze those of single ones', () => {
    const bars = fittingBars(picture, 200);
    const { rows } = barsLayout(bars, defaults, 600, 200);
    expect(rows.find(({ label }) => label.endsWith('more'))).toMatchObject({
      current: undefined,
      text: expect.stringContaining('current'),
    });
    const widest = Math.max(...rows.map(({ current }) => current?.width ?? 0));
    expect(widest).toBeGreaterThan(100);
  });

  test('at any size: finite', () => {
    fc.assert(
      fc.property(sizes, options, ({ width, height }, chosen) => {
        const drawing = barsLayout(fittingBars(picture, height), { ...defaults, ...(chosen as object) }, width, height);
        expect(numbersOf(drawing).filter((number) => !Number.isFinite(number))).toEqual([]);
      })
    );
  });
});

describe('small multiples', () => {
  test.each([
    [1, 200, 150, 1, { columns: 1, rows: 1, scrolls: false }],
    [6, 1200, 500, 1, { columns: 3, rows: 2, scrolls: false }],
    [3, 1200, 260, 3, { columns: 3, rows: 1, scrolls: false }],
    [8, 1300, 400, 2, { columns: 4, rows: 2, scrolls: false }],
    [2000, 1000, 500, 1, { columns: 3, rows: 667, scrolls: true }],
  ])('%d in %d × %d, %d together', (count, width, height, together, expected) => {
    expect(gridOf(count, width, height, together)).toMatchObject(expected);
  });
});
