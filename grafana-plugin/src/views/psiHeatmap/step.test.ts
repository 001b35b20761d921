import { commonStep } from './step';

const step = (...rows: number[][]): number => commonStep(rows.map((row) => Float64Array.from(row)));

describe('commonStep', () => {
  it('is the commonest difference, over all rows', () => {
    expect(step([0, 10, 20, 50, 60])).toBe(10);
    expect(step([0, 30], [0, 10, 20])).toBe(10);
  });
  it('is the smaller of two that are equally common', () => expect(step([0, 10, 40, 50, 80])).toBe(10));
  it('does not mind jitter', () => expect(step([0, 60_010, 119_990, 300_000])).toBe(60_000));
  it('is the middle one where all differ', () => expect(step([0, 1, 3, 6, 10, 15])).toBe(3));
  it('is unknown without two times', () => expect(step([5], [])).toBeNaN());
});
