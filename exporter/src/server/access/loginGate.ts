import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { problem } from '../http/errorReply.js';
import type { Reply } from '../http/reply.js';
import { tokenDigest, type Access } from './access.js';
import { readCredentials } from './credentials.js';
import type { FailedLogins } from './failedLogins.js';
import type { Gate } from './gate.js';
import type { LoginLimiter } from './loginLimiter.js';
import type { Passwords, Attempt } from './passwords.js';
import type { Principal } from './principal.js';

/** All wrong tokens of an address count as those of one user; no user can have this name, since it has a colon. */
const TOKENS = ':tokens';

/** Lets users in by password and machines by token. */
export class LoginGate implements Gate {
  constructor(
    private readonly access: () => Access,
    private readonly passwords: Passwords,
    private readonly limiter: LoginLimiter,
    private readonly failures: FailedLogins,
  ) {}

  async identify(request: Request): ReturnType<Gate['identify']> {
    const credentials = readCredentials(request.headers.authorization);
    const address = request.socket.remoteAddress ?? 'unknown';
    switch (credentials.kind) {
      case 'none':
        return { refusal: this.#refusal('login_needed', 'log in') };
      case 'malformed':
        return { refusal: this.#refusal('login_malformed', 'expected a user and a password, or a token') };
      case 'token':
        return this.#byToken(credentials.token, address);
      case 'password':
        return this.#byPassword({
          ...credentials,
          address,
          hash: this.access().users.get(credentials.user),
        });
    }
  }

  async #byToken(token: string, address: string): ReturnType<Gate['identify']> {
    const digest = tokenDigest(token);
    // all are compared, so that the time does not tell which one it was
    const [found] = this.access().tokens.filter((one) => timingSafeEqual(one.digest, digest));
    if (found !== undefined) return { principal: { name: found.name, role: found.role } };
    const wait = await this.limiter.begin(address, TOKENS);
    this.failures.add(address, undefined, wait > 0);
    return { refusal: wait > 0 ? tooMany(wait) : this.#refusal('login_failed', 'unknown token') };
  }

  async #byPassword(attempt: Attempt): ReturnType<Gate['identify']> {
    const { address, user, hash } = attempt;
    const known = hash === undefined ? undefined : user;
    const joining = this.passwords.isUnderWay(attempt);
    const remembered = !joining && this.passwords.isRemembered(attempt);
    const wait = await (remembered
      ? this.limiter.waitForRemembered(address, user)
      : joining
        ? 0
        : this.limiter.begin(address, user));
    if (wait > 0) {
      this.failures.add(address, known, true);
      return { refusal: tooMany(wait) };
    }
    if (remembered) return { principal: this.#principal(user) };
    if (!joining && this.passwords.isBusy) {
      await this.limiter.cancel(address, user);
      return { refusal: problem(503, 'busy', 'too many logins at once', { 'Retry-After': '1' }) };
    }
    const right = await this.passwords.check(attempt);
    if (right) {
      if (!joining) await this.limiter.succeed(address, user);
      return { principal: this.#principal(user) };
    }
    this.failures.add(address, known, false);
    return { refusal: this.#refusal('login_failed', 'wrong user or password') };
  }

  #principal(user: string): Principal {
    return { name: user, role: this.access().roles.get(user) ?? 'viewer' };
  }

  #refusal(code: string, message: string): Reply {
    const { users } = this.access();
    const scheme = users.size > 0 ? 'Basic realm="drift-exporter", charset="UTF-8"' : 'Bearer';
    return problem(401, code, message, { 'WWW-Authenticate': scheme });
  }
}

function tooMany(seconds: number): Reply {
  return problem(429, 'too_many_logins', `too many failed logins, try again in ${seconds} s`, {
    'Retry-After': String(seconds),
  });
}
