import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificates } from '../../../../test/support/certificates.js';
import { readWebConfig } from './readWebConfig.js';

const folder = mkdtempSync(join(tmpdir(), 'drift-web-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const issued = certificates();
const one = issued.issue('drift.example');
const other = issued.issue('other.example');
const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
for (const [name, content] of Object.entries({
  'one.crt': one.cert,
  'one.key': one.key,
  'other.key': other.key,
  'ca.crt': issued.authority.cert,
  'text.pem': 'not a certificate\n',
})) {
  writeFileSync(join(folder, name), content);
}

const write = (content: string | Buffer): string => {
  const file = join(folder, 'web.yml');
  writeFileSync(file, content);
  return file;
};
const tls = (more: string): string =>
  `tls_server_config:\n  cert_file: one.crt\n  key_file: one.key\n${more}`;

test('a file as Prometheus documents it', async () => {
  const file = write(`${tls(`  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.crt
  client_allowed_sans: [prometheus.example]
  min_version: TLS12
  max_version: TLS13
  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256]
  prefer_server_cipher_suites: true
  curve_preferences: [CurveP256, X25519]
`)}http_server_config:
  http2: true
  headers:
    Content-Security-Policy: "frame-ancestors https://grafana.example"
    Strict-Transport-Security: max-age=31536000
    X-Frame-Options: SAMEORIGIN
    X-Content-Type-Options: nosniff
    X-XSS-Protection: "0"
basic_auth_users:
  alice: ${hash}
  "bob smith": "$2b$04$${'a'.repeat(21)}u${'b'.repeat(30)}a"
`);
  const config = await readWebConfig(file);
  expect([...config.users.keys()]).toEqual(['alice', 'bob smith']);
  expect(config.tls).toMatchObject({
    clientAuth: 'RequireAndVerifyClientCert',
    allowedNames: ['prometheus.example'],
    context: { cert: one.cert, minVersion: 'TLSv1.2', ecdhCurve: 'P-256:X25519' },
  });
  expect(config.tls?.context.ciphers).toMatch(/^TLS_AES_128_GCM_SHA256:.*:ECDHE-ECDSA-AES128-GCM-SHA256$/);
  expect(config.headers).toMatchObject({ 'X-Frame-Options': 'SAMEORIGIN', 'X-XSS-Protection': '0' });
  expect(config.files).toEqual([file, ...['one.crt', 'one.key', 'ca.crt'].map((name) => join(folder, name))]);
});

test.each(['# nothing yet\n', 'basic_auth_users:\n', '{}'])(
  'a file that sets nothing: %j',
  async (content) => {
    const config = await readWebConfig(write(content));
    expect(config).toEqual({ headers: {}, users: new Map(), files: [join(folder, 'web.yml')] });
  },
);

test('certificates may stand in the file itself', async () => {
  const indented = (text: string): string => text.trim().replace(/^/gm, '    ');
  const text = `tls_server_config:\n  cert: |\n${indented(one.cert)}\n  key: |\n${indented(one.key)}\n`;
  expect((await readWebConfig(write(text))).tls?.clientAuth).toBe('NoClientCert');
});

const expectHash = 'expected a bcrypt hash that starts with $2, such as htpasswd -nBC 10 "" writes';
test.each([
  ['', ': the file is empty'],
  ['basic_auth_users: [alice]', ':1 basic_auth_users: expected a map of names, got a list'],
  ['basic_auth_users:\n  alice: hunter2', `:2 basic_auth_users.alice: ${expectHash}`],
  ['basic_auth_users:\n  alice: 12345678', `:2 basic_auth_users.alice: ${expectHash}`],
  ['basic_auth_users:\n  alice: { password: hunter2 }', `:2 basic_auth_users.alice: ${expectHash}`],
  [`basic_auth_users:\n  alice: ${hash.slice(0, -1)}`, `:2 basic_auth_users.alice: ${expectHash}`],
  [`basic_auth_users:\n  alice: $2y$99$${hash.slice(7)}`, `:2 basic_auth_users.alice: ${expectHash}`],
  [`basic_auth_users:\n  "a:b": ${hash}`, ':2 basic_auth_users["a:b"]: expected a name without a colon'],
  [`basic_auth_users:\n  a: ${hash}\n  a: ${hash}`, ':3: key a is there twice'],
  ['basic_auth_user: {}', ':1 basic_auth_user: unknown key, did you mean basic_auth_users?'],
  [
    'tls_server_config: {}',
    ':1 tls_server_config.cert_file: missing, expected a path\n{file}:1 tls_server_config.key_file: missing, expected a path',
  ],
  ['tls_server_config:\n  cert_file: one.crt\n', ':1 tls_server_config.key_file: missing, expected a path'],
  [
    'tls_server_config:\n  cert_file: none.crt\n  key_file: one.key\n',
    ':2 tls_server_config.cert_file: file {folder}/none.crt does not exist',
  ],
  [
    'tls_server_config:\n  cert_file: .\n  key_file: one.key\n',
    ':2 tls_server_config.cert_file: file {folder} cannot be read (EISDIR)',
  ],
  [
    'tls_server_config:\n  cert_file: text.pem\n  key_file: one.key\n',
    ':2 tls_server_config.cert_file: expected a certificate in PEM format',
  ],
  [
    'tls_server_config:\n  cert_file: one.crt\n  key_file: text.pem\n',
    ':3 tls_server_config.key_file: expected a private key in PEM format without a passphrase',
  ],
  [
    'tls_server_config:\n  cert_file: one.crt\n  key_file: other.key\n',
    ':3 tls_server_config.key_file: the private key does not belong to the certificate',
  ],
  [tls('  cert: abc\n'), ':2 tls_server_config.cert_file: expected only one of cert and cert_file'],
  [
    tls('  client_ca_file: ca.crt\n'),
    ':1 tls_server_config.client_auth_type: missing, expected a type that asks clients for certificates',
  ],
  [
    tls('  client_auth_type: RequireAndVerifyClientCert\n'),
    ':1 tls_server_config.client_ca_file: missing, expected a path, since client_auth_type is RequireAndVerifyClientCert',
  ],
  [
    tls('  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: text.pem\n'),
    ':5 tls_server_config.client_ca_file: expected certificates in PEM format',
  ],
  [
    tls('  client_auth_type: RequireAndVerify\n'),
    ':4 tls_server_config.client_auth_type: expected NoClientCert, RequestClientCert, RequireAnyClientCert, VerifyClientCertIfGiven or RequireAndVerifyClientCert, got "RequireAndVerify"',
  ],
  [
    tls('  client_allowed_sans: [a.example]\n'),
    ':4 tls_server_config.client_allowed_sans: expected client_auth_type RequireAndVerifyClientCert',
  ],
  [
    tls('  min_version: TLS14\n'),
    ':4 tls_server_config.min_version: expected TLS10, TLS11, TLS12 or TLS13, got "TLS14"',
  ],
  [
    tls('  min_version: TLS13\n  max_version: TLS12\n'),
    ':5 tls_server_config.max_version: expected at least min_version (TLS13)',
  ],
  [
    'http_server_config:\n  headers:\n    X-Powered-By: us',
    ':3 http_server_config.headers.X-Powered-By: unknown key, expected Content-Security-Policy, Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options or X-XSS-Protection',
  ],
  [
    'http_server_config:\n  headers:\n    X-Frame-Options: allow',
    ':3 http_server_config.headers.X-Frame-Options: expected deny or sameorigin, got "allow"',
  ],
])('%j', async (content, message) => {
  const file = write(content);
  const error = await readWebConfig(file).then(
    () => 'accepted',
    (thrown: Error) => thrown.message,
  );
  expect(error).toBe(file + message.replace('{folder}', folder).replace('{file}', file));
});

test('every problem is told at once, and no message tells a password or a key', async () => {
  const file = write(
    `basic_auth_users: { alice: hunter2, bob: hunter3 }\ntls_server_config:\n  cert_file: one.crt\n  key: [hunter4]\n  min_version: 12\n`,
  );
  const error = await readWebConfig(file).catch((thrown: Error) => thrown);
  const lines = String((error as Error).message).split('\n');
  expect(lines.map((line) => line.split(' ')[1])).toEqual([
    'tls_server_config.key:',
    'tls_server_config.min_version:',
    'basic_auth_users.alice:',
    'basic_auth_users.bob:',
  ]);
  expect(JSON.stringify(lines)).not.toContain('hunter');
});

test('a file that is not there', async () => {
  const file = join(folder, 'nowhere.yml');
  await expect(readWebConfig(file)).rejects.toThrow(
    expect.objectContaining({ code: 'config_missing', message: `${file}: no such file` }),
  );
});
