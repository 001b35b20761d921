import { isIP } from 'node:net';
import { DriftError } from '../errors.js';
import type { ServerSettings } from './settings.js';

/** Whether only this machine can reach an address or a name. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (isIP(name) === 4) return name.startsWith('127.');
  if (isIP(name) === 6) return name === '::1' || /^::ffff:127\./.test(name);
  return name === 'localhost' || name.endsWith('.localhost');
}

/** `host:port`, an IPv6 host in brackets. */
export function formatAddress({ host, port }: ServerSettings['listen']): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/**
 * An address that others can reach needs logins.
 * @throws DriftError `config_invalid`
 */
export function assertGuarded({ listen, web_config }: ServerSettings, loginNeeded: boolean): void {
  if (loginNeeded || isLoopback(listen.host)) return;
  const missing =
    web_config === undefined
      ? 'name a web config file with basic_auth_users in server.web_config'
      : `write basic_auth_users into ${web_config}`;
  throw new DriftError(
    'config_invalid',
    `others can reach ${formatAddress(listen)}, but nobody has to log in; ${missing}, set server.tokens, or listen on 127.0.0.1:${listen.port}`,
    { key: 'server.listen' },
  );
}
