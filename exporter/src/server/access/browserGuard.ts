import type { Request } from 'express';
import { problem } from '../http/errorReply.js';
import type { Reply } from '../http/reply.js';
import { isLoopback } from '../listenAddress.js';

/**
 * Where nobody logs in, a web page could reach the server through a name of its own that it lets point to this machine
 * (DNS rebinding). So the name that the browser asked for must be this machine's, or the configured external address.
 */
export function refuseForeignHost(request: Request, externalUrl: string | undefined): Reply | undefined {
  const name = hostName(request.headers.host);
  const known = externalUrl === undefined ? undefined : new URL(externalUrl).hostname;
  if (name !== undefined && (isLoopback(name) || name === known)) return undefined;
  const message =
    'this server answers to names of this machine only; set server.external_url, or logins (docs/SECURITY.md)';
  return problem(403, 'host_unknown', message);
}

/**
 * A browser sends logins along with requests that other sites make, so whatever changes something must come from our
 * own page, or from no browser at all.
 */
export function refuseCrossSite(request: Request, externalUrl: string | undefined): Reply | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const own = site === undefined ? isOwn(origin, request.headers.host, externalUrl) : isTrusted(site);
  if (own) return undefined;
  return problem(403, 'cross_site', 'requests that change something must come from this server’s own page');
}

/** `none`: the user's own doing, such as an address typed in. */
const isTrusted = (site: string | string[]): boolean => site === 'same-origin' || site === 'none';

/** Browsers that do not send Sec-Fetch-Site, or not over HTTP, send Origin with every POST; other clients send neither. */
function isOwn(
  origin: string | undefined,
  host: string | undefined,
  externalUrl: string | undefined,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const own = new URL(origin);
  return own.host === host || (externalUrl !== undefined && own.origin === new URL(externalUrl).origin);
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  const { hostname, username, password, pathname } = new URL(`http://${host}`);
  return username === '' && password === '' && pathname === '/' ? hostname : undefined;
}
