import type { Stage } from './state.js';

/** How long a check has spent in each of its stages. */
export class Stopwatch {
  readonly startedAt = new Date();
  readonly #seconds: Partial<Record<Stage, number>> = {};
  #stage: Stage = 'reference';

  /** The stage that runs or ran last: where a failure belongs to. */
  get stage(): Stage {
    return this.#stage;
  }

  async time<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> {
    this.#stage = stage;
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#seconds[stage] = (this.#seconds[stage] ?? 0) + (performance.now() - started) / 1000;
    }
  }

  seconds(): Readonly<Partial<Record<Stage, number>>> {
    return { ...this.#seconds };
  }
}
