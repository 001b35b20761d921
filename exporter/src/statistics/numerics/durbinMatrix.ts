import { logFactorialOverPower } from './stirlingError.js';

/** A power of two, so that scaling does not round. */
const LARGE = 2 ** 400;

/**
 * Kolmogorov's distribution function P(D ≤ distance) for n observations, exactly, by Durbin's matrix.
 *
 * The matrix of Marsaglia, Tsang and Wang (2003, https://doi.org/10.18637/jss.v008.i18) to the n-th power, times
 * n!/nⁿ. Only one row of the power is needed, so that the powers are applied to a vector and only squarings
 * cost a matrix product. Time O(k³ log n) with k = ⌈n·distance⌉.
 *
 * @param n a whole number above 0
 * @param distance between 1/2n and 1
 */
export function durbinDistribution(n: number, distance: number): number {
  const k = Math.ceil(n * distance);
  const size = 2 * k - 1;
  let matrix = durbinMatrix(size, k - n * distance);
  let matrixScalings = 0;
  let row = new Float64Array(size);
  row[k - 1] = 1;
  let rowScalings = 0;
  for (let remaining = n; remaining > 0; remaining = Math.floor(remaining / 2)) {
    if (remaining % 2 === 1) {
      row = product(row, matrix, 1, size);
      rowScalings += matrixScalings;
      rowScalings += rescale(row, k - 1);
    }
    if (remaining > 1) {
      matrix = product(matrix, matrix, size, size);
      matrixScalings = 2 * matrixScalings + rescale(matrix, (k - 1) * size + k - 1);
    }
  }
  const logarithm = Math.log(row[k - 1] as number) + rowScalings * Math.log(LARGE) + logFactorialOverPower(n);
  return Math.min(1, Math.exp(logarithm));
}

/** Entries 1/(i − j + 1)! with a corrected first column and last row, which is that column upside down. */
function durbinMatrix(size: number, remainder: number): Float64Array<ArrayBuffer> {
  const matrix = new Float64Array(size * size);
  const reciprocalFactorials = new Float64Array(size + 1);
  reciprocalFactorials[0] = 1;
  for (let i = 1; i <= size; i++) reciprocalFactorials[i] = (reciprocalFactorials[i - 1] as number) / i;
  const factorial = (i: number): number => reciprocalFactorials[i] as number;
  for (let i = 0; i < size; i++) {
    for (let j = 1; j <= Math.min(i + 1, size - 1); j++) matrix[i * size + j] = factorial(i - j + 1);
  }
  for (let i = 0; i < size; i++) {
    const power = i + 1;
    const corner = Math.max(2 * remainder - 1, 0) ** size - remainder ** size;
    const value = (1 - remainder ** power + (power === size ? corner : 0)) * factorial(power);
    matrix[i * size] = value;
    matrix[(size - 1) * size + (size - 1 - i)] = value;
  }
  return matrix;
}

/** left (rows × size) times right (size × size), row by row so that memory is read in order. */
function product(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  size: number,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(rows * size);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < size; k++) {
      const factor = left[i * size + k] as number;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) {
        result[i * size + j] = (result[i * size + j] as number) + factor * (right[k * size + j] as number);
      }
    }
  }
  return result;
}

/** Divides by LARGE where the entry that matters has outgrown it; how often it did so. */
function rescale(values: Float64Array, watched: number): number {
  if ((values[watched] as number) < LARGE) return 0;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / LARGE;
  return 1;
}
