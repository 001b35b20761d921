/** The mean of so many values. */
export interface RunningMean {
  n: number;
  mean: number;
}

/** Takes one more value into the mean, by West's update (https://doi.org/10.1145/359146.359153). */
export function addToMean(running: RunningMean, value: number): void {
  running.n += 1;
  running.mean += (1 / running.n) * (value - running.mean);
}
