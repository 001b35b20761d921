import { setImmediate } from 'node:timers/promises';

/** Long work on one thread gives way now and then, so that a scrape is answered meanwhile. */
export class Breather {
  #since = performance.now();

  /** @param longest milliseconds of work without a pause */
  constructor(readonly longest = 10) {}

  async breathe(): Promise<void> {
    if (performance.now() - this.#since < this.longest) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
