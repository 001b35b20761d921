import { dataFolder } from '../support/dataFolder.js';
import { ask, connect, errorCode, type Asked } from '../support/httpClient.js';
import { loopback, passwords, testServers, usersYaml, withUsers } from '../support/testServer.js';

const folder = dataFolder();
const start = testServers();
const external = { ...loopback, external_url: 'https://drift.example.org/' };
const admin = { login: `admin:${passwords.admin}` };

describe('names that the server answers to where nobody logs in', () => {
  test.each([
    ['localhost:{port}', 200],
    ['127.0.0.1:{port}', 200],
    ['127.1.2.3', 200],
    ['[::1]:{port}', 200],
    ['drift.localhost', 200],
    ['LOCALHOST', 200],
    ['drift.example.org', 200],
    ['drift.example.org:8443', 200],
    ['evil.example:{port}', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.evil.example:{port}', 403],
    ['127.0.0.1@evil.example', 403],
    ['evil.example/localhost', 403],
    ['0.0.0.0:{port}', 403],
    ['192.168.0.7', 403],
    ['xn--lclhost-evil', 403],
  ])('%j: %d', async (host, status) => {
    const { url, port } = await start(external);
    const headers = { Host: host.replace('{port}', String(port)) };
    for (const path of ['/', '/metrics', '/api/v1/config', '/nowhere']) {
      const answer = await ask(url + path, { headers });
      expect({ path, status: answer.status }).toEqual({
        path,
        status: status === 200 && path === '/nowhere' ? 404 : status,
      });
      if (status === 403) expect(errorCode(answer)).toBe('host_unknown');
    }
  });

  test.each(['GET /metrics HTTP/1.0\r\n\r\n', 'GET /metrics HTTP/1.1\r\nConnection: close\r\nHost:\r\n\r\n'])(
    '%j: 403',
    async (request) => {
      const { socket, received } = connect((await start(external)).port);
      socket.write(request);
      expect(await received).toMatch(/^HTTP\/1.1 403 [^]*host_unknown/);
    },
  );

  test('probes and logins do not depend on the name', async () => {
    const headers = { Host: 'exporter.monitoring.svc:9464' };
    const open = await start();
    expect((await ask(`${open.url}/-/healthy`, { headers })).status).toBe(200);
    const guarded = await start(withUsers(folder.write('web.yml', usersYaml())));
    expect((await ask(`${guarded.url}/api/v1/config`, { headers, ...admin })).status).toBe(200);
  });
});

describe('requests that change something', () => {
  const cases: readonly [headers: Record<string, string>, status: number][] = [
    [{}, 200],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ 'Sec-Fetch-Site': 'none' }, 200],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'http://{host}' }, 403],
    [{ Origin: 'http://{host}' }, 200],
    [{ Origin: 'https://drift.example.org' }, 200],
    [{ Origin: 'http://drift.example.org' }, 403],
    [{ Origin: 'http://localhost:3000' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: '' }, 403],
  ];

  test.each(cases)('with %j: %d, with and without logins', async (headers, status) => {
    const users = { ...withUsers(folder.write('web.yml', usersYaml())), external_url: external.external_url };
    const unguarded = { settings: external, asked: {} };
    const guarded = { settings: users, asked: admin };
    for (const { settings, asked } of [unguarded, guarded]) {
      const { url, port, backend } = await start(settings);
      const filled = Object.entries(headers).map(([name, value]) => [
        name,
        value.replace('{host}', `127.0.0.1:${port}`),
      ]);
      const post: Asked = {
        ...asked,
        method: 'POST',
        headers: Object.fromEntries(filled) as Record<string, string>,
      };
      const answer = await ask(`${url}/-/reload`, post);
      expect(answer.status).toBe(status);
      if (status === 403) expect(errorCode(answer)).toBe('cross_site');
      expect(backend.reloads).toHaveLength(status === 200 ? 1 : 0);
      // other sites may link to pages, but a browser shows them nothing of the answer
      const read = await ask(url, { ...post, method: 'GET' });
      expect(read.status).toBe(200);
      expect(read.headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(read.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('a preflight request is not answered with permission', async () => {
    const { url } = await start();
    const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' };
    const answer = await ask(`${url}/-/reload`, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).join()).not.toContain('access-control');
  });
});

test('without logins the server listens where nobody else can reach it, and says what to write', async () => {
  const message =
    'server.listen: others can reach 0.0.0.0:9464, but nobody has to log in; name a web config file with basic_auth_users in server.web_config, set server.tokens, or listen on 127.0.0.1:9464';
  await expect(start({ ...loopback, listen: { host: '0.0.0.0', port: 9464 } })).rejects.toThrow(
    expect.objectContaining({ code: 'config_invalid', message }),
  );
  await expect(start({ ...loopback, listen: { host: '', port: 9464 } })).rejects.toThrow(
    'others can reach :9464',
  );
  await expect(start({ ...loopback, listen: { host: 'db.example', port: 1 } })).rejects.toThrow(
    'nobody has to log in',
  );
  const web_config = folder.write('nobody.yml', '# users come later\n');
  await expect(start({ ...loopback, listen: { host: '::', port: 1 }, web_config })).rejects.toThrow(
    `write basic_auth_users into ${web_config}`,
  );
});

test('with logins but without TLS it warns where passwords cross the network', async () => {
  const settings = withUsers(folder.write('web.yml', usersYaml()));
  const open = await start({ ...settings, listen: { host: '0.0.0.0', port: 0 } });
  expect(open.warnings).toEqual([
    'passwords and tokens cross the network in clear text to 0.0.0.0:0: add tls_server_config to the web config file',
  ]);
  expect((await ask(`http://127.0.0.1:${open.port}/metrics`)).status).toBe(401);
  expect((await start(settings)).warnings).toEqual([]);
});

test('a port that is taken and an address of another machine are told', async () => {
  const { port } = await start();
  await expect(start({ ...loopback, listen: { host: '127.0.0.1', port } })).rejects.toThrow(
    expect.objectContaining({
      code: 'listen_failed',
      message: `server.listen: 127.0.0.1:${port}: another program listens there already`,
    }),
  );
  const elsewhere = withUsers(folder.write('web.yml', usersYaml()));
  await expect(start({ ...elsewhere, listen: { host: '192.0.2.1', port: 0 } })).rejects.toThrow(
    'server.listen: 192.0.2.1:0: this machine has no such address',
  );
});
