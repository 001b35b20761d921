import { roles, type Role } from '../../exporter/src/config/server.js';
import { Secret } from '../../exporter/src/config/secret.js';
import { routes } from '../../exporter/src/server/app.js';
import { dataFolder } from '../support/dataFolder.js';
import { bodies } from '../support/requestBodies.js';
import { firingFingerprint } from '../support/testAlertDesk.js';
import { ask, errorCode, json } from '../support/httpClient.js';
import { passwords, testServers, token, usersYaml, withUsers } from '../support/testServer.js';

const folder = dataFolder();
const start = testServers();
const serve = () => start(withUsers(folder.write('web.yml', usersYaml())));

const login = (user: keyof typeof passwords) => ({ login: `${user}:${passwords[user]}` });
/** Who asks, and what they may do. */
const people: readonly [name: string, asked: object, role: Role | undefined][] = [
  ['nobody', {}, undefined],
  ['a viewer', login('viewer'), 'viewer'],
  ['a user without a role', login('guest'), 'viewer'],
  ['an operator', login('operator'), 'operator'],
  ['an admin', login('admin'), 'admin'],
  ['a machine', { token }, 'viewer'],
  ['a wrong password', { login: 'admin:look-1' }, undefined],
  ['an unknown user', { login: 'root:look-1' }, undefined],
  ['no password', { login: 'viewer:' }, undefined],
  ['a wrong token', { token: `${token}x` }, undefined],
  ['a token as a password', { login: `prometheus:${token}` }, undefined],
  ['a password as a token', { token: passwords.admin }, undefined],
  ['another scheme', { headers: { Authorization: 'Digest username="admin"' } }, undefined],
  ['a login without a colon', { login: 'admin' }, undefined],
];
/** What each route that exists may be used by; a new route must be put in here. */
const needed: Readonly<Record<string, Role | 'anyone'>> = {
  statusPage: 'viewer',
  metrics: 'viewer',
  healthy: 'anyone',
  ready: 'anyone',
  reload: 'operator',
  listModels: 'viewer',
  getModel: 'viewer',
  getFeature: 'viewer',
  getFindings: 'viewer',
  getHistory: 'viewer',
  getOverlay: 'viewer',
  getPicture: 'viewer',
  getReport: 'viewer',
  promoteReference: 'admin',
  observe: 'operator',
  listAudit: 'admin',
  getConfiguration: 'admin',
  getOpenApi: 'viewer',
  receiveAlerts: 'operator',
  listAlerts: 'viewer',
  getAlert: 'viewer',
  acknowledgeAlert: 'operator',
  expectDrift: 'operator',
  alertPage: 'viewer',
  acknowledgeForm: 'operator',
  expectedForm: 'operator',
  runbook: 'viewer',
};

test.each(people)('every route for %s', async (_, asked, role) => {
  const { url, backend } = await serve();
  const found: Record<string, number> = {};
  const expected: Record<string, number> = {};
  for (const [index, { id, path, method, redirects }] of routes.entries()) {
    const need = needed[id];
    const filled = path
      .replace('{model}', 'credit%20risk')
      .replace('{feature}', 'country')
      .replace('{fingerprint}', firingFingerprint);
    const query = id === 'getReport' ? '?from=2026-01-01&to=2026-01-02&format=json' : '';
    const answer = await ask(url + filled + query, {
      ...asked,
      method: method.toUpperCase(),
      ...(bodies[id] === undefined ? {} : { body: bodies[id] }),
      // failed logins are counted by address
      from: `127.0.5.${index + 1}`,
    });
    found[id] = answer.status;
    const may =
      need === 'anyone' ||
      (role !== undefined && need !== undefined && roles.indexOf(role) >= roles.indexOf(need));
    expected[id] = may ? (redirects === undefined ? 200 : 303) : role === undefined ? 401 : 403;
    if (answer.status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/);
  }
  expect(found).toEqual(expected);
  expect(backend.promotions).toHaveLength(role === 'admin' ? 1 : 0);
  // whoever is not logged in does not learn which paths there are
  const unknown = await ask(`${url}/api/v1/secrets`, asked);
  expect(unknown.status).toBe(role === undefined ? 401 : 404);
  const wrongMethod = await ask(`${url}/metrics`, { ...asked, method: 'DELETE' });
  expect(wrongMethod.status).toBe(role === undefined ? 401 : 405);
});

test('who did it is the user or the token', async () => {
  const { url, backend } = await serve();
  await ask(`${url}/-/reload`, { method: 'POST', ...login('operator') });
  await ask(`${url}/api/v1/models/credit%20risk/reference/promote`, { method: 'POST', ...login('admin') });
  expect(backend.reloads).toEqual(['operator']);
  expect(backend.promotions).toEqual(['credit risk by admin']);
});

test('roles and tokens of changed settings hold at once, and wrong ones change nothing', async () => {
  const { url, server, warnings } = await serve();
  const settings = withUsers(folder.write('web.yml', usersYaml()));
  const reload = async () => (await ask(`${url}/-/reload`, { method: 'POST', ...login('viewer') })).status;
  expect(await reload()).toBe(403);
  server.apply({ ...settings, roles: { viewer: 'operator', ghost: 'admin' }, tokens: [] });
  expect(await reload()).toBe(200);
  expect((await ask(`${url}/metrics`, { token })).status).toBe(401);
  expect(warnings).toEqual(['server.roles: "ghost" has a role but no password in the web config file']);
  const short = [{ name: 'ci', role: 'admin' as const, token: new Secret('short') }];
  expect(() => server.apply({ ...settings, roles: {}, tokens: short })).toThrow(
    'server.tokens[0].token: expected at least 16 characters',
  );
  expect(() =>
    server.apply({ ...settings, tokens: [{ name: 'ci', role: 'admin', token: undefined }] }),
  ).toThrow('server.tokens[0].token: missing, expected token or token_file');
  const twice = (name: string) => [{ name, role: 'admin' as const, token: new Secret(token) }];
  expect(() => server.apply({ ...settings, tokens: twice('viewer') })).toThrow(
    'server.tokens[0].name: "viewer" is the name of a user or token already',
  );
  expect(() => server.apply({ ...settings, tokens: [...twice('ci'), ...twice('ci')] })).toThrow(
    'server.tokens[1].name: "ci" is the name of a user or token already',
  );
  expect(await reload()).toBe(200);
  server.apply({ ...settings, listen: { host: '', port: 1 } });
  expect(warnings.at(-1)).toBe('server.listen and server.web_config take effect after a restart');
});

test('tokens alone are logins, too', async () => {
  const { url } = await start({ ...withUsers(''), web_config: undefined });
  const refused = await ask(`${url}/api/v1/models`);
  expect(refused).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  expect(errorCode(refused)).toBe('login_needed');
  expect(json(await ask(`${url}/api/v1/models`, { token }))).toMatchObject({ models: [{}] });
});
