import { createHmac, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseOptions, verify } from '@node-rs/bcrypt';
import pLimit from 'p-limit';

/** So many checks may wait; whoever comes then is asked to come again. */
const LONGEST_QUEUE = 100;
const MOST_REMEMBERED = 1_000;
/** Milliseconds since the last use after which a password is checked anew. */
const REMEMBERED_FOR = 3_600_000;
/** 31 characters of digest that no password is known for; salt and cost come from elsewhere. */
const NO_DIGEST = 'F89sS8EKr2j738olSPO7EuPy4BRrSaa';
const DEFAULT_COST = 10;

export interface Attempt {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  /** bcrypt hash; absent for an unknown user. */
  readonly hash: string | undefined;
}

/**
 * Checks passwords against bcrypt hashes on the thread pool, a few at a time. What was right is remembered by a keyed
 * hash, for the address that it came from only: elsewhere a remembered password could be guessed at the speed of requests.
 */
export class Passwords {
  readonly #key = randomBytes(32);
  readonly #limit = pLimit(Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2))));
  readonly #remembered = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<boolean>>();
  #cost = DEFAULT_COST;

  /** An unknown user must take as long as the slowest known one. */
  setHashes(hashes: Iterable<string>): void {
    const costs = Array.from(hashes, (hash) => parseOptions(hash).cost);
    this.#cost = costs.length === 0 ? DEFAULT_COST : Math.max(...costs);
  }

  /** Whether this was right before, and not long ago. */
  isRemembered(attempt: Attempt): boolean {
    const key = this.#keyOf(attempt);
    const used = this.#remembered.get(key);
    if (used === undefined || attempt.hash === undefined) return false;
    this.#remembered.delete(key);
    if (Date.now() - used > REMEMBERED_FOR) return false;
    this.#remembered.set(key, Date.now());
    return true;
  }

  /** Whether the same attempt is being checked right now; joining it costs nothing. */
  isUnderWay(attempt: Attempt): boolean {
    return this.#underWay.has(this.#keyOf(attempt));
  }

  get isBusy(): boolean {
    return this.#limit.pendingCount >= LONGEST_QUEUE;
  }

  async check(attempt: Attempt): Promise<boolean> {
    const key = this.#keyOf(attempt);
    const known = this.#underWay.get(key);
    if (known !== undefined) return known;
    const checking = this.#limit(() => this.#verify(attempt));
    this.#underWay.set(key, checking);
    try {
      const right = await checking;
      if (right) this.#remember(key);
      return right;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #verify({ password, hash }: Attempt): Promise<boolean> {
    const right = await verify(password, hash ?? this.#hashOfNobody());
    return right && hash !== undefined;
  }

  #hashOfNobody(): string {
    return `$2b$${String(this.#cost).padStart(2, '0')}$${'abcdefghijklmnopqrstuu'}${NO_DIGEST}`;
  }

  #remember(key: string): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(key, Date.now());
  }

  #keyOf({ address, user, password, hash }: Attempt): string {
    const parts = JSON.stringify([address, user, password, hash ?? null]);
    return createHmac('sha256', this.#key).update(parts).digest('base64');
  }
}
