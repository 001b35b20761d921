import { choleskySolve } from './choleskySolve.js';

test('solves by hand', () => {
  const solution = choleskySolve(
    [
      [4, 2],
      [2, 3],
    ],
    [8, 8],
  );
  expect(solution).toEqual([expect.closeTo(1, 12), expect.closeTo(2, 12)]);
  expect(choleskySolve([], [])).toEqual([]);
});

test.each([
  [
    'singular',
    [
      [1, 1],
      [1, 1],
    ],
  ],
  [
    'indefinite',
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    'not a number',
    [
      [NaN, 0],
      [0, 1],
    ],
  ],
])('a matrix that is %s has no solution', (_, matrix) =>
  expect(choleskySolve(matrix, [1, 1])).toBeUndefined(),
);
