import { adwin } from '../../../../exporter/src/detection/concept/adwin.js';
import { cusum } from '../../../../exporter/src/detection/concept/cusum.js';
import { pageHinkley } from '../../../../exporter/src/detection/concept/pageHinkley.js';

/** A rise or fall of so many deviations of a bucket's mean is tolerated: half of the smallest that is looked for. */
const TOLERATED = 0.5;
const never = { threshold: Infinity, minInstances: 30 };

/** Page–Hinkley's statistic after each value, without fading: the threshold that it would have passed. */
export function pageHinkleyScores(values: Float64Array): Float64Array {
  const options = { ...pageHinkley.defaults, ...never, delta: TOLERATED, alpha: 1 };
  const state = pageHinkley.start();
  return values.map((value) => {
    pageHinkley.update(state, value, options);
    return Math.max(state.increase - state.leastIncrease, state.mostDecrease - state.decrease);
  });
}

/** CUSUM's after each value, of rises and of falls. */
export function cusumScores(values: Float64Array): Float64Array {
  const options = { ...cusum.defaults, ...never, delta: TOLERATED };
  const [up, down] = [cusum.start(), cusum.start()];
  return values.map((value) => {
    cusum.update(up, value, options);
    cusum.update(down, -value, options);
    return Math.max(up.sum, down.sum);
  });
}

/** Exponents of ten of ADWIN's confidence, the strictest last. */
export const strictness = [0.3, 1, 2, 3, 4, 6, 8, 12, 18, 27];

/**
 * ADWIN looks at each value: the strictest of its confidences, as the exponent of ten, at which the value raises a change.
 * @param asked the confidences to try
 */
export function adwinScores(values: Float64Array, asked: readonly number[] = strictness): Float64Array {
  const scores = new Float64Array(values.length);
  for (const exponent of asked) {
    const options = { ...adwin.defaults, clock: 1, delta: 10 ** -exponent };
    const state = adwin.start();
    let raised = 0;
    for (const [hour, value] of values.entries()) {
      adwin.update(state, value, options);
      if (!state.drift) continue;
      scores[hour] = exponent;
      raised++;
    }
    if (raised === 0) break;
  }
  return scores;
}
