import { randomBytes } from 'node:crypto';
import type { Secret } from '../../config/secret.js';
import type { Store } from '../../store/store.js';

const NAME = 'signing_key';
const BYTES = 32;

/** What links are signed with: the configured key, else a random one that is made once and that the store keeps. */
export async function signingKey(
  configured: Secret | undefined,
  store: Store | undefined,
): Promise<string | undefined> {
  return configured?.reveal() ?? store?.secret(NAME, randomBytes(BYTES).toString('base64url'));
}
