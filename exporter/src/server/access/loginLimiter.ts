import { createHash } from 'node:crypto';
import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';

/** Failed logins that are borne within the window. */
const MOST = {
  /** Of one user from one address, remembered passwords included. */
  pair: 10,
  /** From one address, over all users. */
  address: 30,
  /** Of one user, from addresses where that user never logged in. */
  user: 100,
};
type Kind = keyof typeof MOST;

const MOST_TRUSTED = 10_000;

/**
 * Counts failed logins. An attempt counts from its beginning and is taken back when it succeeds, so that a thousand
 * attempts at once are no more than a thousand in a row.
 */
export class LoginLimiter {
  readonly #stores: Readonly<Record<Kind, MemoryStore>>;
  /** Addresses from which a user has logged in before: guessing elsewhere does not lock these out. */
  readonly #trusted = new Set<string>();

  /** @param window milliseconds after which failures are forgotten */
  constructor(window: number) {
    const store = (): MemoryStore => {
      const created = new MemoryStore();
      created.init({ windowMs: window } as Options);
      return created;
    };
    this.#stores = { pair: store(), address: store(), user: store() };
  }

  /** Seconds until a user may try again from an address with a password that is remembered; 0 for now. */
  async waitForRemembered(address: string, user: string): Promise<number> {
    const known = await this.#stores.pair.get(pairKey(address, user));
    if (known === undefined || known.totalHits < MOST.pair) return 0;
    return Math.max(0, secondsUntil(known.resetTime));
  }

  /** Begins an attempt. @returns seconds to wait, or 0 where the attempt may go on */
  async begin(address: string, user: string): Promise<number> {
    const counted: Key[] = [];
    // the address first: one that tries many names must not fill the memory with them
    for (const key of this.#keys(address, user)) {
      const { totalHits, resetTime } = await this.#stores[key.kind].increment(key.text);
      counted.push(key);
      if (totalHits > MOST[key.kind]) {
        await this.#takeBack(counted);
        return Math.max(1, secondsUntil(resetTime));
      }
    }
    return 0;
  }

  /** The attempt was right. */
  async succeed(address: string, user: string): Promise<void> {
    await this.cancel(address, user);
    if (this.#trusted.size < MOST_TRUSTED) this.#trusted.add(pairKey(address, user));
  }

  /** The attempt was not looked at. */
  cancel(address: string, user: string): Promise<void> {
    return this.#takeBack(this.#keys(address, user));
  }

  close(): void {
    for (const store of Object.values(this.#stores)) store.shutdown();
  }

  #keys(address: string, user: string): Key[] {
    const pair = pairKey(address, user);
    const keys: Key[] = [
      { kind: 'address', text: ipKeyGenerator(address) },
      { kind: 'pair', text: pair },
    ];
    return this.#trusted.has(pair) ? keys : [...keys, { kind: 'user', text: digest(user) }];
  }

  async #takeBack(keys: readonly Key[]): Promise<void> {
    await Promise.all(keys.map(({ kind, text }) => this.#stores[kind].decrement(text)));
  }
}

interface Key {
  readonly kind: Kind;
  readonly text: string;
}

// names may be as long as a header
const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

// an IPv6 customer has a whole subnet to try from
const pairKey = (address: string, user: string): string =>
  digest(JSON.stringify([ipKeyGenerator(address), user]));

const secondsUntil = (time: Date | undefined): number =>
  Math.ceil(((time?.getTime() ?? 0) - Date.now()) / 1000);
