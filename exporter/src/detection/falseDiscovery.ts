/**
 * Benjamini and Hochberg's adjusted p-values: rejecting where they are at most q keeps the expected share of false
 * alarms among all alarms at q (1995, https://doi.org/10.1111/j.2517-6161.1995.tb02031.x). Equals SciPy's
 * `false_discovery_control`.
 *
 * @param pValues each between 0 and 1
 * @returns adjusted p-values in the order of the input
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const tests = pValues.length;
  const ascending = Array.from(pValues, (pValue, index) => ({ pValue, index })).sort(
    (a, b) => a.pValue - b.pValue,
  );
  const adjusted = new Float64Array(tests);
  let smallest = 1;
  for (let rank = tests; rank >= 1; rank--) {
    const { pValue, index } = ascending[rank - 1] as { pValue: number; index: number };
    smallest = Math.min(smallest, (pValue * tests) / rank);
    adjusted[index] = smallest;
  }
  return adjusted;
}
