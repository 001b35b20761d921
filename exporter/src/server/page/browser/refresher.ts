/** Milliseconds between two looks while all is well. */
export const INTERVAL = 15_000;
const LONGEST = 60_000;

/** After so many failures in a row the next try waits so many milliseconds. */
export function retryDelay(failures: number): number {
  return failures === 0 ? INTERVAL : Math.min(LONGEST, 1_000 * 2 ** failures);
}

/** Looks again and again: less often while that fails, at once when the network is back, not at all in a hidden tab. */
export class Refresher {
  #timer: number | undefined;
  #running = false;
  #again = false;
  #failures = 0;
  #due = 0;

  constructor(
    /** Resolves to whether there was an answer; never rejects. */
    readonly look: () => Promise<boolean>,
    /** Told when the next look is due, in milliseconds since the epoch by the viewer's clock. */
    readonly scheduled: (due: number) => void,
  ) {}

  start(): void {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && Date.now() >= this.#due) void this.now();
    });
    addEventListener('online', () => void this.now());
    void this.now();
  }

  /** Looks at once, or once more if it is looking already. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = this.#running;
    if (this.#running) return;
    this.#running = true;
    const answered = await this.look();
    this.#running = false;
    if (this.#again) return this.now();
    this.#failures = answered ? 0 : this.#failures + 1;
    const delay = retryDelay(this.#failures);
    this.#due = Date.now() + delay;
    this.scheduled(this.#due);
    this.#timer = window.setTimeout(() => {
      if (!document.hidden) void this.now();
    }, delay);
  }
}
