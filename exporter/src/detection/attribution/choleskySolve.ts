/**
 * Solves A x = b of a symmetric positive definite A by Cholesky's decomposition
 * (https://en.wikipedia.org/wiki/Cholesky_decomposition). Undefined where A is not positive definite, within rounding, or
 * holds what is no number.
 */
export function choleskySolve(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | undefined {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const own: number[] = [];
    for (let j = 0; j <= i; j++) {
      const other = j === i ? own : (lower[j] as number[]);
      let rest = row[j] ?? 0;
      for (let k = 0; k < j; k++) rest -= (own[k] as number) * (other[k] as number);
      if (j < i) own.push(rest / (other[j] as number));
      else if (rest > 0) own.push(Math.sqrt(rest));
      else return undefined;
    }
    lower.push(own);
  }
  const forward: number[] = [];
  for (const [i, row] of lower.entries()) {
    let rest = right[i] ?? 0;
    for (let k = 0; k < i; k++) rest -= (row[k] as number) * (forward[k] as number);
    forward.push(rest / (row[i] as number));
  }
  const solution = [...forward];
  for (let i = lower.length - 1; i >= 0; i--) {
    let rest = forward[i] as number;
    for (let k = i + 1; k < lower.length; k++)
      rest -= ((lower[k] as number[])[i] as number) * (solution[k] as number);
    solution[i] = rest / ((lower[i] as number[])[i] as number);
  }
  return solution.every(Number.isFinite) ? solution : undefined;
}
