/** Greatest common divisor of two whole numbers above zero (Euclid, https://en.wikipedia.org/wiki/Euclidean_algorithm). */
export function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
