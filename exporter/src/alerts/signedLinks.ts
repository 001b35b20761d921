import { createHmac, timingSafeEqual } from 'node:crypto';

const DAY = 86_400;
/** A link is good for thirty days at least: until the end of the thirtieth day after the one on which it was made. */
const VALID = 31 * DAY;
/** So much may another replica's clock be ahead of ours. */
const SKEW = 3_600;

/** Whether a link may be followed; `forged` is whatever was not signed by this key in this form. */
export type LinkState = 'valid' | 'expired' | 'forged';

/**
 * Links that say by themselves that whoever has them may follow them: the path and the time at which they expire, signed by
 * HMAC-SHA256. A link stays the same from midnight to midnight UTC, so that what holds it does not change all the time.
 */
export class SignedLinks {
  readonly #key: string;

  /** @param key whoever knows it can sign; all replicas share it */
  constructor(key: string) {
    this.#key = key;
  }

  /** Whether this is the key that links are signed with. */
  isSignedBy(key: string): boolean {
    return this.#key === key;
  }

  /** @param path in its one canonical form, without a query */
  sign(path: string, now: Date): string {
    const expires = String(Math.floor(now.getTime() / 1000 / DAY) * DAY + VALID);
    return `${path}?expires=${expires}&signature=${this.#signature(path, expires)}`;
  }

  /** @param query as it was sent: anything */
  check(
    path: string,
    { expires, signature }: { readonly expires?: unknown; readonly signature?: unknown },
    now: Date,
  ): LinkState {
    if (typeof expires !== 'string' || typeof signature !== 'string') return 'forged';
    if (!/^[1-9]\d{0,11}$/.test(expires)) return 'forged';
    // as text, since several texts decode to the same bytes
    const [given, right] = [signature, this.#signature(path, expires)].map((text) => Buffer.from(text));
    if (given?.length !== right?.length || !given || !right || !timingSafeEqual(given, right)) {
      return 'forged';
    }
    const left = Number(expires) - now.getTime() / 1000;
    // whoever could once sign must not have links for ever
    if (left > VALID + SKEW) return 'forged';
    return left > 0 ? 'valid' : 'expired';
  }

  #signature(path: string, expires: string): string {
    return createHmac('sha256', this.#key).update(`${path}?expires=${expires}`).digest('base64url');
  }
}
