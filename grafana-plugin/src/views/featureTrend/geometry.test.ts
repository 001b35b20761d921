import fc from 'fast-check';
import { moved } from './cursor';
import { spread } from './spread';
import { isGap, usualStep } from './steps';

describe('spread', () => {
  it('leaves alone what has room', () => {
    expect(spread([10, 50, 90], 14, [0, 100])).toEqual([10, 50, 90]);
  });

  it('moves apart, within the range and in order', () => {
    expect(spread([98, 97, 96], 14, [0, 100])).toEqual([100, 86, 72]);
    expect(spread([0, 0], 14, [0, 100])).toEqual([0, 14]);
  });

  it('leaves out the last ones where there is no room', () => {
    expect(spread([5, 6, 7], 14, [0, 20])).toEqual([5, 19, undefined]);
    expect(spread([5], 14, [20, 0])).toEqual([undefined]);
  });

  it('never lets two overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 150 })), (positions) => {
        const placed = spread(positions, 14, [0, 100])
          .filter((each): each is number => each !== undefined)
          .sort((a, b) => a - b);
        placed.forEach((each, index) => {
          expect(each).toBeGreaterThanOrEqual(0);
          expect(each).toBeLessThanOrEqual(100);
          expect(each - (placed[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(14);
        });
      })
    );
  });
});

describe('steps', () => {
  it('finds the usual step, whatever is missing', () => {
    expect(usualStep([0, 10, 20, 70, 80])).toBe(10);
    expect(usualStep([5])).toBe(Infinity);
  });

  it('takes more than two steps for a gap', () => {
    expect(isGap(0, 20, 10)).toBe(false);
    expect(isGap(0, 30, 10)).toBe(true);
    expect(isGap(0, 1e12, Infinity)).toBe(false);
  });
});

describe('moved', () => {
  const times = [1, 2, 3];

  it('begins at the end, and stays within the times', () => {
    expect(moved('ArrowLeft', undefined, times, 2)).toEqual({ time: 3, line: 0 });
    expect(moved('ArrowRight', undefined, times, 2)).toEqual({ time: 3, line: 0 });
    expect(moved('ArrowLeft', { time: 1, line: 1 }, times, 2)).toEqual({ time: 1, line: 1 });
    expect(moved('PageDown', { time: 1, line: 1 }, times, 2)).toEqual({ time: 3, line: 1 });
  });

  it('goes round the lines', () => {
    expect(moved('ArrowUp', { time: 1, line: 0 }, times, 2)).toEqual({ time: 1, line: 1 });
    expect(moved('ArrowDown', { time: 1, line: 1 }, times, 2)).toEqual({ time: 1, line: 0 });
  });

  it('leads nowhere for other keys, or without times', () => {
    expect(moved('a', undefined, times, 2)).toBeUndefined();
    expect(moved('toString', undefined, times, 2)).toBeUndefined();
    expect(moved('Home', undefined, [], 2)).toBeUndefined();
  });
});
