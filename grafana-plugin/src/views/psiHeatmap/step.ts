/**
 * The time from one sample to the next, as a rule: the commonest difference, of those equally common the smallest. Where
 * hardly any two differences are alike, the middle one.
 *
 * @param rows ascending times of each row, in milliseconds
 * @returns milliseconds; NaN where no row has two times
 */
export function commonStep(rows: Iterable<ArrayLike<number>>): number {
  const counts = new Map<number, number>();
  for (const times of rows) {
    for (let index = 1; index < times.length; index++) {
      const difference = rounded((times[index] ?? NaN) - (times[index - 1] ?? NaN));
      counts.set(difference, (counts.get(difference) ?? 0) + 1);
    }
  }
  const differences = Array.from(counts).sort(([a, many], [b, more]) => more - many || a - b);
  const [commonest] = differences;
  if (commonest === undefined) {
    return NaN;
  }
  const [step, many] = commonest;
  return many > 1 || differences.length < 3 ? step : (differences[Math.floor(differences.length / 2)]?.[0] ?? step);
}

/** To the second, so that jitter does not make every difference another one. */
function rounded(milliseconds: number): number {
  return milliseconds < 1000 ? milliseconds : Math.round(milliseconds / 1000) * 1000;
}
