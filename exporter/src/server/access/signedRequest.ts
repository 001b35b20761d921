import type { Request } from 'express';
import { canonicalPath } from '../../alerts/pictureLinks.js';
import type { SignedLinks } from '../../alerts/signedLinks.js';
import { problem } from '../http/errorReply.js';
import type { Gate } from './gate.js';
import type { Principal } from './principal.js';

const principal: Principal = { name: 'signed link', role: 'viewer' };

type Identity = Awaited<ReturnType<Gate['identify']>>;

/**
 * Whether the link that a request follows lets it pass. Undefined where the link says nothing of a signature, so that logins
 * decide; a signature that is there decides alone, since whoever logs in has no use for a wrong one. A check costs
 * less than a picture by far, and a signature cannot be guessed, so tries are not counted.
 *
 * @param template the route's path, with names in braces
 * @param links absent while there is no key yet
 */
export function followedLink(
  { params, query }: Request,
  template: string,
  links: SignedLinks | undefined,
): Identity | undefined {
  const { expires, signature } = query;
  if (expires === undefined && signature === undefined) return undefined;
  if (links === undefined) {
    const message = 'links cannot be checked yet, since the store that holds their key is not open';
    return { refusal: problem(503, 'link_unchecked', message, { 'Retry-After': '5' }) };
  }
  const path = canonicalPath(template, params);
  switch (path === undefined ? 'forged' : links.check(path, { expires, signature }, new Date())) {
    case 'valid':
      return { principal };
    case 'expired':
      return { refusal: problem(410, 'link_expired', 'the link has expired; alerts bring a new one') };
    case 'forged':
      return { refusal: problem(403, 'link_invalid', 'the link is not one that this exporter has signed') };
  }
}
