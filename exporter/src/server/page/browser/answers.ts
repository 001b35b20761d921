import { ask, type Answer, type Form } from './ask.js';

/** So many requests at a time: a page that scrolls must not crowd out a scrape. */
const AT_ONCE = 4;

interface Entry {
  readonly version: string;
  readonly answer: Answer<unknown> | undefined;
}

/** Answers that parts of the page ask for once they are seen; an old one stays until the new one is there. */
export class Answers {
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  /** The last answer under a key, whatever its version. */
  get<Value>(key: string): Answer<Value> | undefined {
    return this.#entries.get(key)?.answer as Answer<Value> | undefined;
  }

  /** Asks, unless this version was asked for already. */
  want(key: string, version: string, path: string, form: Form): void {
    const known = this.#entries.get(key);
    if (known?.version === version) return;
    this.#entries.set(key, { version, answer: known?.answer });
    this.#waiting.push(async () => {
      if (this.#entries.get(key)?.version !== version) return;
      const answer = await ask(path, form);
      if (this.#entries.get(key)?.version !== version) return;
      // what could not be had is asked for again with the next version; until then the old answer is better than none
      const kept = answer.problem === undefined || known?.answer?.value === undefined ? answer : known.answer;
      this.#entries.set(key, { version, answer: kept });
      for (const listener of this.#listeners.get(key) ?? []) listener();
    });
    this.#work();
  }

  /** @returns what ends the listening */
  listen(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  forgetAll(): void {
    this.#entries.clear();
    this.#waiting.length = 0;
  }

  #work(): void {
    while (this.#running < AT_ONCE) {
      // the newest first: it is what the viewer looks at now
      const next = this.#waiting.pop();
      if (next === undefined) return;
      this.#running++;
      void next().finally(() => {
        this.#running--;
        this.#work();
      });
    }
  }
}
