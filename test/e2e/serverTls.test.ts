import { renameSync } from 'node:fs';
import { connect } from 'node:tls';
import { certificates, type Certificate } from '../support/certificates.js';
import { dataFolder } from '../support/dataFolder.js';
import { ask, until, type Asked } from '../support/httpClient.js';
import { passwords, testServers, token, usersYaml, withUsers } from '../support/testServer.js';

const folder = dataFolder();
const start = testServers();
const issued = certificates();
const host = issued.issue('127.0.0.1');
const client = issued.issue('prometheus.example');
const stranger = issued.issue('prometheus.example', 'itself');
const ca = issued.authority.cert;
const poll = { pollInterval: 10 };

/** A web config file with users and TLS; written beside its place and moved there, as tools that renew files do. */
function webConfig(
  more = '',
  users: Readonly<Record<string, string>> = passwords,
  at: Certificate = host,
): string {
  const tls = `tls_server_config:\n  cert_file: ${at.certFile}\n  key_file: ${at.keyFile}\n${more}`;
  const file = folder.write('new.yml', tls + usersYaml(users));
  const place = `${folder.path}/web.yml`;
  renameSync(file, place);
  return place;
}
const status = (url: string, asked: Asked): Promise<number | string> =>
  ask(url, { token, ...asked }).then(
    (answer) => answer.status,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
const identity = ({ cert, key }: Certificate): Asked => ({ tls: { ca, cert, key } });

test('TLS with a certificate of the file, and nothing in clear text', async () => {
  const { url, port } = await start(withUsers(webConfig()));
  expect(url).toBe(`https://127.0.0.1:${port}`);
  expect(await status(`${url}/metrics`, { tls: { ca } })).toBe(200);
  expect(await status(`${url}/metrics`, {})).toMatch(/UNABLE_TO|SELF_SIGNED/);
  await expect(ask(`http://127.0.0.1:${port}/-/healthy`)).rejects.toThrow(/socket hang up|ECONNRESET/);
});

test('the lowest version and the cipher suites are those of the file', async () => {
  const settings = withUsers(
    webConfig('  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n  min_version: TLS12\n'),
  );
  const { port } = await start(settings);
  const negotiated = (maxVersion: 'TLSv1.2' | 'TLSv1.3', ciphers?: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(
        { port, host: '127.0.0.1', ca, maxVersion, ...(ciphers ? { ciphers } : {}) },
        () => {
          resolve(`${socket.getProtocol()} ${socket.getCipher().standardName}`);
          socket.destroy();
        },
      );
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  expect(await negotiated('TLSv1.2')).toBe('TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384');
  expect(await negotiated('TLSv1.3')).toMatch(/^TLSv1.3 TLS_/);
  expect(await negotiated('TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256')).toMatch(/HANDSHAKE_FAILURE|ALERT/);
  const modern = await start(withUsers(webConfig('  min_version: TLS13\n')));
  expect(await status(`${modern.url}/metrics`, { tls: { ca, maxVersion: 'TLSv1.2' } })).toMatch(
    /EPROTO|PROTOCOL_VERSION|ALERT/,
  );
});

describe('client certificates', () => {
  const cut = expect.stringMatching(
    /ECONNRESET|CERTIFICATE_REQUIRED|UNKNOWN_CA|EPIPE|BAD_CERTIFICATE|ALERT/,
  ) as unknown;
  test.each([
    ['NoClientCert', '', [200, 200, 200]],
    ['RequestClientCert', '', [200, 200, 200]],
    ['RequireAnyClientCert', '', [cut, 200, 200]],
    ['VerifyClientCertIfGiven', 'ca', [200, cut, 200]],
    ['RequireAndVerifyClientCert', 'ca', [cut, cut, 200]],
    ['RequireAndVerifyClientCert', 'ca names', [cut, cut, 200]],
    ['RequireAndVerifyClientCert', 'ca others', [cut, cut, cut]],
  ] as const)('%s %s: none, a stranger’s, one of the authority', async (type, more, expected) => {
    const lines = [
      `  client_auth_type: ${type}\n`,
      more.includes('ca') ? `  client_ca_file: ${issued.authority.certFile}\n` : '',
      more.includes('names') ? '  client_allowed_sans: [a.example, prometheus.example]\n' : '',
      more.includes('others') ? '  client_allowed_sans: [a.example]\n' : '',
    ];
    const { url } = await start(withUsers(webConfig(lines.join(''))));
    const seen = [
      await status(`${url}/metrics`, { tls: { ca } }),
      await status(`${url}/metrics`, identity(stranger)),
      await status(`${url}/metrics`, identity(client)),
    ];
    expect(seen).toEqual(expected);
    // a certificate is no login
    const login = await ask(`${url}/metrics`, identity(client)).catch(() => ({ status: 401 }));
    expect(login.status).toBe(401);
  });
});

describe('a changed web config file', () => {
  test('new users, passwords and headers hold without a restart, and old ones do not', async () => {
    const { url } = await start(withUsers(webConfig()), poll);
    const get = (user: string, password: string) => status(url, { tls: { ca }, ...login(user, password) });
    const login = (user: string, password: string): Asked => ({
      headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    });
    expect(await get('viewer', passwords.viewer)).toBe(200);
    webConfig('http_server_config: { headers: { X-Frame-Options: sameorigin } }\n', {
      viewer: 'changed',
      eve: 'new',
    });
    await until(async () => (await get('eve', 'new')) === 200);
    expect(await get('viewer', passwords.viewer)).toBe(401);
    expect(await get('viewer', 'changed')).toBe(200);
    const { headers } = await ask(url, { tls: { ca }, ...login('eve', 'new') });
    expect(headers['x-frame-options']).toBe('sameorigin');
  });

  test('a renewed certificate holds for new connections', async () => {
    const { url, port } = await start(withUsers(webConfig()), poll);
    expect(await status(`${url}/metrics`, { tls: { ca } })).toBe(200);
    const fingerprint = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1', ca }, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        });
        socket.on('error', reject);
      });
    const before = await fingerprint();
    webConfig('', passwords, issued.issue('127.0.0.1'));
    await until(async () => (await fingerprint()) !== before);
  });

  test('a broken one changes nothing, is told once, and is used as soon as it is whole', async () => {
    const place = webConfig();
    const { url, warnings } = await start(withUsers(place), poll);
    folder.write('web.yml', 'basic_auth_users:\n  viewer: hunter2\n');
    await until(() => warnings.length > 0);
    expect(warnings[0]).toMatch(
      /^the web config file has changed but is not used, the last good one stays: .*web.yml:2 basic_auth_users.viewer: expected a bcrypt hash/,
    );
    expect(JSON.stringify(warnings)).not.toContain('hunter2');
    expect(await status(url, { tls: { ca } })).toBe(200);
    folder.write('web.yml', usersYaml());
    await until(() => warnings.length > 1);
    expect(warnings[1]).toContain('turning TLS or client certificates on or off needs a restart');
    webConfig('', { late: 'x' });
    const late: Asked = { headers: { Authorization: `Basic ${Buffer.from('late:x').toString('base64')}` } };
    await until(async () => (await status(url, { tls: { ca }, ...late })) === 200);
    expect(warnings.slice(2).filter((warning) => !warning.startsWith('server.roles'))).toEqual([]);
  });

  test('users cannot be taken away from a server that others can reach', async () => {
    const settings = withUsers(folder.write('web.yml', usersYaml()));
    const open = { ...settings, tokens: [], listen: { host: '0.0.0.0', port: 0 } };
    const { url, port, warnings } = await start(open, poll);
    folder.write('web.yml', '# no users any more\n');
    await until(() => warnings.some((warning) => warning.includes('nobody has to log in')));
    expect(url).toBe(`http://localhost:${port}`);
    expect((await ask(`http://127.0.0.1:${port}/metrics`)).status).toBe(401);
  });
});
