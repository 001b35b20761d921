import { createHash } from 'node:crypto';
import type { Role } from '../../config/schema.js';
import { DriftError } from '../../errors.js';
import type { ServerSettings } from '../settings.js';
import type { Principal } from './principal.js';

/** A machine's token; only its digest is kept. */
export interface Token extends Principal {
  /** SHA-256. */
  readonly digest: Buffer;
}

/** Who may log in, and what they may do then. */
export interface Access {
  /** bcrypt hashes by user. */
  readonly users: ReadonlyMap<string, string>;
  readonly tokens: readonly Token[];
  /** By user; whoever isn't listed is viewer. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** Guessing is hopeless from here on, so that a token is never locked out. */
const SHORTEST_TOKEN = 16;

/** @throws DriftError `config_invalid` for a token that is missing or too short, or a name that is taken */
export function accessOf(settings: ServerSettings, users: ReadonlyMap<string, string>): Access {
  const tokens = settings.tokens.map(({ name, role, token }, index): Token => {
    const key = `server.tokens[${index}].token`;
    if (token === undefined) {
      throw new DriftError('config_invalid', 'missing, expected token or token_file', { key });
    }
    if (token.reveal().length < SHORTEST_TOKEN) {
      throw new DriftError('config_invalid', `expected at least ${SHORTEST_TOKEN} characters`, { key });
    }
    // the audit log names who acted
    if (users.has(name) || settings.tokens.findIndex((one) => one.name === name) < index) {
      throw new DriftError(
        'config_invalid',
        `${JSON.stringify(name)} is the name of a user or token already`,
        {
          key: `server.tokens[${index}].name`,
        },
      );
    }
    return { name, role, digest: tokenDigest(token.reveal()) };
  });
  return { users, tokens, roles: new Map(Object.entries(settings.roles)) };
}

export function loginNeeded({ users, tokens }: Access): boolean {
  return users.size > 0 || tokens.length > 0;
}

export function tokenDigest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Users with a role but without a password, most likely misspelt. */
export function strayRoles({ users, roles }: Access): string[] {
  return [...roles.keys()].filter((user) => !users.has(user));
}
