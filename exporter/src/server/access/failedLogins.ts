import type { AuditEvent } from '../../store/records.js';

/** Beyond so many addresses in one interval, the rest is one row. */
const MOST_ADDRESSES = 100;
const OTHERS = 'others';

interface Count {
  readonly since: Date;
  failures: number;
  /** Of these, refused without looking, since there had been too many. */
  refused: number;
  readonly users: Set<string>;
}

/**
 * Sums up failed logins for the audit log: the first of an address at once, those that follow as one row an interval. Only
 * names of users that exist are kept, since people type passwords where names belong.
 */
export class FailedLogins {
  readonly #counts = new Map<string, Count>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly record: (event: AuditEvent) => Promise<void>,
    interval: number,
    private readonly failed: (error: unknown) => void,
  ) {
    this.#timer = setInterval(() => void this.flush(), interval);
    this.#timer.unref();
  }

  /** @param user only where it exists */
  add(address: string, user: string | undefined, refused: boolean): void {
    const known = this.#counts.get(address);
    if (known === undefined && this.#counts.size < MOST_ADDRESSES) {
      const users = new Set(user === undefined ? [] : [user]);
      this.#counts.set(address, { since: new Date(), failures: 0, refused: 0, users: new Set() });
      void this.#write(address, { since: new Date(), failures: 1, refused: Number(refused), users });
      return;
    }
    const count = known ?? this.#others();
    count.failures++;
    if (refused) count.refused++;
    if (user !== undefined && count.users.size < MOST_ADDRESSES) count.users.add(user);
  }

  /** Writes what has not been written yet. */
  async flush(): Promise<void> {
    const counts = [...this.#counts];
    this.#counts.clear();
    await Promise.all(
      counts
        .filter(([, { failures }]) => failures > 0)
        .map(([address, count]) => this.#write(address, count)),
    );
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  #others(): Count {
    const known = this.#counts.get(OTHERS);
    const count = known ?? { since: new Date(), failures: 0, refused: 0, users: new Set<string>() };
    this.#counts.set(OTHERS, count);
    return count;
  }

  async #write(address: string, { since, failures, refused, users }: Count): Promise<void> {
    const at = new Date();
    await this.record({
      at,
      actor: 'drift-exporter',
      action: 'login_failed',
      subject: { address },
      detail: { failures, refused, users: [...users].sort(), since: since.toISOString() },
    }).catch((error: unknown) => this.failed(error));
  }
}
