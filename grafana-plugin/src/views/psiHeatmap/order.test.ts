import fc from 'fast-check';
import { leafOrder } from './leafOrder';
import { principalOrder } from './principalOrder';
import type { Courses } from './sampled';
import { heatmapOf, promSeries } from './testFrames';

const psi = (feature: string, values: number[]) => promSeries('drift_psi', { feature }, values);
const frames = [
  psi('b10', [0.5, 0.01]),
  psi('b9', [0.01, 0.02]),
  psi('a', [0.01, 0.3]),
  psi('c', [0.01, 0.12]),
  promSeries('drift_inconclusive', { feature: 'few rows' }, [1, 1]),
];
const order = (by: 'severity' | 'name' | 'latest' | 'maximum'): string[] =>
  heatmapOf(frames, { order: by }).rows.map(({ name }) => name);
const coursesOf = (rows: number[][]): Courses => ({
  count: rows.length,
  columns: rows[0]?.length ?? 0,
  values: Float64Array.from(rows.flat()),
});

describe('ordered', () => {
  it('puts the worst at the latest time first, of those alike the one that has been worse', () =>
    expect(order('severity')).toEqual(['a', 'c', 'b10', 'b9', 'few rows']));
  it('orders names by their numbers', () => expect(order('name')).toEqual(['a', 'b9', 'b10', 'c', 'few rows']));
  it('orders by the latest score', () => expect(order('latest')).toEqual(['a', 'c', 'b9', 'b10', 'few rows']));
  it('orders by the largest score', () => expect(order('maximum')).toEqual(['b10', 'a', 'c', 'b9', 'few rows']));

  it('puts like courses beside each other', () => {
    const late = (level: number) => [0, 0, 0, level, level];
    const early = (level: number) => [level, level, 0, 0, 0];
    const mixed = [psi('l1', late(0.4)), psi('e1', early(0.39)), psi('l2', late(0.35)), psi('e2', early(0.34))];
    const sorted = heatmapOf(mixed, { order: 'similarity' }).rows.map(({ name }) => name);
    expect(sorted).toEqual(['l1', 'l2', 'e1', 'e2']);
  });
});

describe.each([
  ['leafOrder', leafOrder],
  ['principalOrder', principalOrder],
])('%s', (_, orderOf) => {
  it('names every row once, whatever it holds', () => {
    const course = fc.array(fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.constant(NaN)), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(course, { maxLength: 30 }), (rows) => {
        const places = rows.map((_row, place) => place);
        expect([...orderOf(coursesOf(rows))].sort((a, b) => a - b)).toEqual(places);
      })
    );
  });

  it('keeps two groups apart', () => {
    const rows = [9, 1, 9.2, 1.1, 8.9, 0.9].map((level) => [level, level, 0]);
    const sides = orderOf(coursesOf(rows)).map((row) => row % 2);
    expect(sides).toEqual([0, 0, 0, 1, 1, 1]);
  });
});
