import { cellWithin, nearestCell } from './hitTest';
import { moved, type Position } from './keyboard';
import { heatmapOf, HOUR, promSeries, START } from './testFrames';

const heatmap = heatmapOf(
  [
    promSeries('drift_psi', { feature: 'a' }, [0.1, 0.2, undefined, undefined, 0.3]),
    promSeries('drift_psi', { feature: 'b' }, [0.1, 0.2, 0.3, 0.4, 0.5]),
    promSeries('drift_psi', { feature: 'c' }, [null]),
    promSeries('drift_psi', { feature: 'd' }, [0.1, 0.2, 0.3, 0.4, 0.5]),
  ],
  { order: 'name' }
);
const [a, b] = heatmap.rows;
const go = (from: Position | undefined, ...keys: string[]): Position | undefined =>
  keys.reduce<Position | undefined>(
    (at, key) => moved(heatmap, at, key.replace('^', ''), key.startsWith('^'), 2) ?? at,
    from
  );
const at = (row: number, hour: number): Position =>
  go(undefined, 'Home', ...Array<string>(row).fill('ArrowDown'), 'Home', ...Array<string>(hour).fill('ArrowRight')) ?? {
    row: 0,
    cell: -1,
    time: 0,
  };
const seen = (position: Position | undefined) =>
  position && [heatmap.rows[position.row]?.name, heatmap.cells.score[position.cell]];

describe('moved', () => {
  it('begins at the latest cell of the first row', () => expect(seen(go(undefined, 'ArrowDown'))).toEqual(['a', 0.3]));
  it('knows no other keys', () => {
    expect(go(undefined, 'Tab')).toBeUndefined();
    expect(moved(heatmap, at(0, 0), 'x', false, 2)).toBeUndefined();
  });
  it('goes along a row over its gaps, and no further than its ends', () => {
    expect(seen(go(at(0, 0), 'ArrowRight', 'ArrowRight'))).toEqual(['a', 0.3]);
    expect(seen(go(at(0, 0), 'ArrowRight', 'ArrowRight', 'ArrowRight'))).toEqual(['a', 0.3]);
    expect(seen(go(at(0, 0), 'ArrowLeft'))).toEqual(['a', 0.1]);
    expect(seen(go(at(1, 2), 'End'))).toEqual(['b', 0.5]);
    expect(seen(go(at(1, 2), 'Home'))).toEqual(['b', 0.1]);
  });
  it('keeps its time from row to row, also through one without cells', () => {
    expect(seen(go(at(1, 2), 'ArrowDown'))).toEqual(['c', undefined]);
    expect(seen(go(at(1, 2), 'ArrowDown', 'ArrowLeft', 'ArrowDown'))).toEqual(['d', 0.3]);
    expect(seen(go(at(1, 2), 'ArrowUp'))).toEqual(['a', 0.2]);
    expect(seen(go(at(1, 3), 'ArrowUp'))).toEqual(['a', 0.3]);
  });
  it('goes by pages and to the corners', () => {
    expect(seen(go(at(0, 0), 'PageDown', 'PageDown'))).toEqual(['d', 0.1]);
    expect(seen(go(at(3, 0), 'PageUp'))).toEqual(['b', 0.1]);
    expect(seen(go(at(1, 2), '^End'))).toEqual(['d', 0.5]);
    expect(seen(go(at(1, 2), '^Home'))).toEqual(['a', 0.1]);
  });
});

describe('cellWithin and nearestCell', () => {
  const { cells } = heatmap;
  it('find the cell of a time, none in a gap', () => {
    const hour = (value: number): number => START + value * HOUR;
    expect(a && cellWithin(a, cells, hour(0.5), hour(0.5))).toBe((a?.first ?? 0) + 1);
    expect(a && cellWithin(a, cells, hour(2), hour(2.1))).toBe(-1);
    expect(a && nearestCell(a, cells, hour(1.4))).toBe((a?.first ?? 0) + 1);
    expect(a && nearestCell(a, cells, hour(2.9))).toBe((a?.first ?? 0) + 2);
    expect(a && nearestCell(a, cells, hour(99))).toBe((a?.first ?? 0) + 2);
  });
  it('finds the worst of several within a pixel', () =>
    expect(b && cellWithin(b, cells, START - HOUR, START + 9 * HOUR)).toBe((b?.end ?? 0) - 1));
});
