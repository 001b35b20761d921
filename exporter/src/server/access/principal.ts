import type { Role } from '../../config/schema.js';

/** Who sends a request, and what they may do. */
export interface Principal {
  /** A user's or a token's name; `local` where nobody logs in. */
  readonly name: string;
  readonly role: Role;
}

/** Whoever uses this machine, where the server is bound to loopback and has no users. */
export const local: Principal = { name: 'local', role: 'admin' };

const ranks: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 };

/** Each role may do what the ones before it may. */
export function mayAct({ role }: Principal, needed: Role): boolean {
  return ranks[role] >= ranks[needed];
}
