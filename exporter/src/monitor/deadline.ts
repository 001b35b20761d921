import type { ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { Stopwatch } from './stopwatch.js';

/** Gives a check up that makes no headway, no answer and nothing to write, for as long as the model allows. */
export class Deadline {
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  #reject: (error: DriftError) => void = () => undefined;

  constructor(
    readonly model: ModelConfig,
    readonly watch: Stopwatch,
    readonly onExpiry: (error: DriftError) => void,
  ) {}

  async race<Result>(work: Promise<Result>): Promise<Result> {
    const expired = new Promise<never>((_, reject) => (this.#reject = reject));
    this.extend();
    // whoever loses the race must not end the process
    work.catch(() => undefined);
    return Promise.race([work, expired]);
  }

  /** Starts anew: the check has come further. What is still under way after its end changes nothing. */
  extend(): void {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const detail = 'the check came no further within its deadline and was given up';
      const error =
        this.watch.stage === 'store'
          ? new DriftError('store_unreachable', `${detail}; the store gives no answer`)
          : new DriftError('source_timeout', detail, { source: this.model.source });
      this.onExpiry(error);
      this.#reject(error);
    }, this.model.deadline);
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
