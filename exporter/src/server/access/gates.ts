import type { Access } from './access.js';
import { loginNeeded } from './access.js';
import { refuseCrossSite, refuseForeignHost } from './browserGuard.js';
import type { Gate } from './gate.js';
import { local } from './principal.js';

/** The gate of a server: logins where there are any, else whoever uses this machine; strangers' pages in neither case. */
export function gates(access: () => Access, externalUrl: () => string | undefined, logins: Gate): Gate {
  return {
    identify(request) {
      const crossSite = refuseCrossSite(request, externalUrl());
      if (crossSite !== undefined) return Promise.resolve({ refusal: crossSite });
      if (loginNeeded(access())) return logins.identify(request);
      const foreign = refuseForeignHost(request, externalUrl());
      return Promise.resolve(foreign === undefined ? { principal: local } : { refusal: foreign });
    },
  };
}
