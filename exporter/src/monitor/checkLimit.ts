const PATIENCE = 10_000;

/**
 * At most so many checks at once. One that takes long, since its source is slow or hangs, gives its place to others, so
 * that it stalls only its own model.
 */
export class CheckLimit {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(
    limit: number,
    readonly patience = PATIENCE,
  ) {
    this.#free = limit;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
    const timer = setTimeout(release, this.patience);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      release();
    }
  }
}
