/** Work that all who ask for it while it waits to begin have in common; one runs at a time. */
export class SharedWork<Result> {
  #running: Promise<Result> | undefined;
  #next: Promise<Result> | undefined;

  constructor(readonly work: () => Promise<Result>) {}

  /** The outcome of a run that begins after this call. */
  ask(): Promise<Result> {
    if (this.#running === undefined) return this.#run();
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#run();
      });
    return this.#next;
  }

  #run(): Promise<Result> {
    const running = this.work().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    return (this.#running = running);
  }
}
