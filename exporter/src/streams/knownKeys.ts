import type { Taken } from './taken.js';

/** What is kept of a request that came with an idempotency key. */
export interface KeptKey {
  readonly key: string;
  /** SHA-256 of its body. */
  readonly hash: string;
  /** When it came, milliseconds since the epoch. */
  readonly at: number;
  readonly taken: Taken;
}

interface Known {
  readonly hash: string;
  readonly at: number;
  /** Resolves once the request is on the disk. */
  readonly outcome: Promise<Taken>;
  kept?: KeptKey;
}

/** Keys are known for so long, and no more of them. */
export const KEY_AGE = 86_400_000;
export const MOST_KEYS = 100_000;

/** The idempotency keys of the last day's requests. */
export class KnownKeys {
  /** Oldest first. */
  readonly #known = new Map<string, Known>();

  find(key: string, now: number): Pick<Known, 'hash' | 'outcome'> | undefined {
    const known = this.#known.get(key);
    return known === undefined || known.at < now - KEY_AGE ? undefined : known;
  }

  /** A request that is under way; one that fails may be sent again under its key. */
  add(key: string, hash: string, at: number, outcome: Promise<Taken>): void {
    const known = { hash, at, outcome };
    this.#known.delete(key);
    this.#known.set(key, known);
    this.#forgetOld(at);
    outcome.catch(() => {
      if (this.#known.get(key) === known) this.#known.delete(key);
    });
  }

  /** A request that is on the disk. */
  keep(kept: KeptKey): void {
    const known = this.#known.get(kept.key);
    if (known !== undefined) known.kept = kept;
    else this.#known.set(kept.key, { ...kept, kept, outcome: Promise.resolve(kept.taken) });
  }

  /** All that are on the disk. */
  kept(now: number): KeptKey[] {
    this.#forgetOld(now);
    return [...this.#known.values()].flatMap(({ kept }) => (kept === undefined ? [] : [kept]));
  }

  #forgetOld(now: number): void {
    for (const [key, { at }] of this.#known) {
      if (this.#known.size <= MOST_KEYS && at >= now - KEY_AGE) return;
      this.#known.delete(key);
    }
  }
}
