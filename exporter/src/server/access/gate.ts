import type { Request } from 'express';
import type { Reply } from '../http/reply.js';
import type { Principal } from './principal.js';

/** Tells who sends a request, or refuses it. */
export interface Gate {
  identify(request: Request): Promise<{ readonly principal: Principal } | { readonly refusal: Reply }>;
}
