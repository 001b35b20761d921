/** Real servers on free loopback ports, closed after each test. */
import { hashSync } from '@node-rs/bcrypt';
import { Secret } from '../../exporter/src/config/secret.js';
import { createServer, type DriftServer } from '../../exporter/src/server/createServer.js';
import type { ServerLimits, ServerSettings } from '../../exporter/src/server/settings.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { driftingState } from './modelStates.js';
import { testBackend, type TestBackend } from './testBackend.js';

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly server: DriftServer;
  readonly backend: TestBackend;
  readonly warnings: string[];
}

export const loopback: ServerSettings = { listen: { host: '127.0.0.1', port: 0 }, roles: {}, tokens: [] };

/** Passwords of the users of `usersFile`; each user is named after its role, `guest` has none. */
export const passwords = {
  viewer: 'look-1',
  operator: 'turn:2',
  admin: 'rule-3 ä',
  guest: 'guest-4',
} as const;
export const token = 'a-long-token-of-a-machine';

export const withUsers = (web_config: string): ServerSettings => ({
  ...loopback,
  web_config,
  roles: { operator: 'operator', admin: 'admin' },
  tokens: [{ name: 'prometheus', role: 'viewer', token: new Secret(token) }],
});

/** A web config file of these users. */
export function usersYaml(users: Readonly<Record<string, string>> = passwords, cost = 4): string {
  const lines = Object.entries(users).map(
    ([user, password]) => `  ${user}: ${hashSync(password, { cost })}\n`,
  );
  return `basic_auth_users:\n${lines.join('')}`;
}

/** Starts servers in a test file and closes them after each test. */
export function testServers(): (
  settings?: ServerSettings,
  limits?: Partial<ServerLimits>,
  states?: readonly ModelState[],
) => Promise<TestServer> {
  const running: DriftServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  return async (
    settings = loopback,
    limits = {},
    states = [driftingState(6, 'credit risk', ['1h', '6h'])],
  ) => {
    const backend = testBackend(states);
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    const server = createServer(backend, { settings, warn, limits: { closeTimeout: 200, ...limits } });
    running.push(server);
    const { url, port } = await server.start();
    return { url, port, server, backend, warnings };
  };
}
