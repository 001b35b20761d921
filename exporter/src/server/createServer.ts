import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DriftError } from '../errors.js';
import { accessOf, loginNeeded, strayRoles, type Access } from './access/access.js';
import { FailedLogins } from './access/failedLogins.js';
import { gates } from './access/gates.js';
import { LoginGate } from './access/loginGate.js';
import { LoginLimiter } from './access/loginLimiter.js';
import { Passwords } from './access/passwords.js';
import { app } from './app.js';
import type { Backend } from './backend.js';
import { netServer, renewTls } from './http/netServer.js';
import { listen } from './http/listen.js';
import { stopServer } from './http/stopServer.js';
import { assertGuarded, formatAddress, isLoopback } from './listenAddress.js';
import { warmUp } from './pictures/warmUp.js';
import { defaultLimits, type ServerOptions, type ServerSettings } from './settings.js';
import { LiveWebConfig } from './webConfig/liveWebConfig.js';
import type { WebConfig } from './webConfig/readWebConfig.js';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** For people to open: `https://127.0.0.1:9464`. */
  readonly url: string;
}

/** The exporter's HTTP server. */
export interface DriftServer {
  /**
   * Reads the web config file and listens.
   * @throws DriftError `config_missing`, `config_invalid` or `listen_failed`
   */
  start(): Promise<ServerAddress>;
  /**
   * Takes changed settings over: roles, tokens and the external address at once; where it listens and which web config
   * file it reads only after a restart, which is warned of.
   * @throws DriftError `config_invalid`; the old settings then stay
   */
  apply(settings: ServerSettings): void;
  /** Stops accepting, lets requests under way finish for a while, and then closes what is left. */
  close(): Promise<void>;
}

/** A server that shows and steers a backend, with the users, TLS and limits of its settings. */
export function createServer(
  backend: Backend,
  { settings, warn, limits: given }: ServerOptions,
): DriftServer {
  const limits = { ...defaultLimits, ...given };
  let current = settings;
  let access: Access = { users: new Map(), tokens: [], roles: new Map() };
  let server: Server | undefined;
  /** Users that were warned of. */
  const strays = new Set<string>();

  /** Takes users and settings over together, or throws and changes nothing. */
  const admit = (next: ServerSettings, { users }: WebConfig): void => {
    const admitted = accessOf(next, users);
    assertGuarded(next, loginNeeded(admitted));
    passwords.setHashes(users.values());
    for (const user of strayRoles(admitted).filter((name) => !strays.has(name))) {
      strays.add(user);
      warn(`server.roles: ${JSON.stringify(user)} has a role but no password in the web config file`);
    }
    access = admitted;
    current = next;
  };

  const passwords = new Passwords();
  const limiter = new LoginLimiter(limits.failureWindow);
  const failures = new FailedLogins(
    (event) => backend.record(event),
    limits.auditInterval,
    () => warn('failed logins could not be written into the audit log'),
  );
  const web = new LiveWebConfig(settings.web_config, accept, warn);
  const tls = () => web.current.tls;
  const logins = new LoginGate(() => access, passwords, limiter, failures);
  const handler = app({
    backend,
    limits,
    gate: gates(
      () => access,
      () => current.external_url,
      logins,
    ),
    headers: () => web.current.headers,
    unexpected: (error) =>
      warn(`a request failed: ${error instanceof Error ? error.message : String(error)}`),
  });

  function accept(changed: WebConfig): void {
    const before = tls();
    if (changed.tls?.clientAuth !== before?.clientAuth) {
      throw new DriftError('config_invalid', 'turning TLS or client certificates on or off needs a restart');
    }
    admit(current, changed);
    if (server !== undefined && changed.tls !== undefined) renewTls(server, changed.tls);
  }

  return {
    async start() {
      admit(current, await web.read());
      server = netServer(handler, limits, tls() === undefined ? undefined : tls);
      await listen(server, current.listen);
      web.watch(limits.pollInterval);
      // a picture that cannot be drawn now will tell so when somebody asks for it
      void warmUp().catch(() => undefined);
      if (!isLoopback(current.listen.host) && tls() === undefined) {
        warn(
          `passwords and tokens cross the network in clear text to ${formatAddress(current.listen)}: add tls_server_config to the web config file`,
        );
      }
      return addressOf(server, current.listen.host, tls() !== undefined);
    },
    apply(next) {
      const moved =
        formatAddress(next.listen) !== formatAddress(current.listen) ||
        next.web_config !== current.web_config;
      admit({ ...next, listen: current.listen, web_config: current.web_config }, web.current);
      if (moved) warn('server.listen and server.web_config take effect after a restart');
    },
    async close() {
      web.close();
      limiter.close();
      if (server !== undefined) await stopServer(server, limits.closeTimeout);
      await failures.close();
    },
  };
}

function addressOf(server: Server, host: string, secure: boolean): ServerAddress {
  const { address, port } = server.address() as AddressInfo;
  // all addresses are none that could be opened
  const shown = ['', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  return {
    host: address,
    port,
    url: `${secure ? 'https' : 'http'}://${formatAddress({ host: shown, port })}`,
  };
}
