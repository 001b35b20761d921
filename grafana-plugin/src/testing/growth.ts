/**
 * How many times as long work takes with four times as much: about 4 where it grows in proportion, 16 where it grows with the
 * square. Both are measured beside each other, and the fastest of some runs counts, so that a busy machine does not matter.
 */
export function growth<Input>(make: (size: number) => Input, work: (input: Input) => void, size: number): number {
  const [few, many] = [make(size), make(4 * size)];
  let [ofFew, ofMany] = [Infinity, Infinity];
  for (let run = 0; run < 7; run++) {
    ofFew = Math.min(
      ofFew,
      took(() => work(few))
    );
    ofMany = Math.min(
      ofMany,
      took(() => work(many))
    );
  }
  return ofMany / ofFew;
}

function took(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
