/** Decay of the means of gradients and of their squares, and what keeps a division finite. */
const FIRST = 0.9;
const SECOND = 0.999;
const EPSILON = 1e-7;
/** Gradients are no longer than this: one odd batch must not undo the others. */
const LONGEST = 1;

/** Adam (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980) with clipped gradients. */
export class Adam {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  #step = 0;

  constructor(count: number) {
    this.#first = new Float32Array(count);
    this.#second = new Float32Array(count);
  }

  /** Moves the weights. */
  step(weights: Float32Array, gradient: Float32Array, rate: number): void {
    let squares = 0;
    for (const slope of gradient) squares += slope * slope;
    const scale = Math.min(1, LONGEST / Math.sqrt(squares || 1));
    this.#step++;
    const [first, second] = [1 - FIRST ** this.#step, 1 - SECOND ** this.#step];
    for (let at = 0; at < weights.length; at++) {
      const slope = (gradient[at] as number) * scale;
      const mean = FIRST * (this.#first[at] as number) + (1 - FIRST) * slope;
      const square = SECOND * (this.#second[at] as number) + (1 - SECOND) * slope * slope;
      this.#first[at] = mean;
      this.#second[at] = square;
      weights[at] =
        (weights[at] as number) - (rate * (mean / first)) / (Math.sqrt(square / second) + EPSILON);
    }
  }
}
