import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlDocument } from 'libxml2-wasm';
import { renderTableauFiles } from './renderTableauFiles.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'drift-tableau-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const server = {
  host: 'db.example.test',
  port: 6432,
  database: 'drift',
  user: 'drift_tableau',
  sslmode: 'require',
  window: '1d',
} as const;

async function render(options: Partial<Parameters<typeof renderTableauFiles>[0]>): Promise<string> {
  let text = '';
  await renderTableauFiles({ ...server, ...options }, (part) => (text += part));
  return text;
}

/** Every value that an XPath finds, once each. */
function values(xml: string, path: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    return [...new Set(document.find(path).map(({ content }) => content))];
  } finally {
    document.dispose();
  }
}

const CONNECTION = "//connection[@class='postgres']";

test('the workbook is for the server that was named, and holds no password', async () => {
  const text = await render({});
  expect(text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n/);
  const of = (name: string): string[] => values(text, `${CONNECTION}/@${name}`);
  expect([
    of('server'),
    of('port'),
    of('dbname'),
    of('username'),
    of('sslmode'),
    of('authentication'),
  ]).toEqual([
    ['db.example.test'],
    ['6432'],
    ['drift'],
    ['drift_tableau'],
    ['require'],
    ['username-password'],
  ]);
  expect(values(text, '//named-connection/@caption')).toEqual(['db.example.test']);
  expect(values(text, '//@password')).toEqual([]);
});

test('names may hold whatever is special in XML, quotes, emoji and long words', async () => {
  const database = `<drift> & "co" 'ü' 🛩️ ]]> ${'x'.repeat(200)}`;
  const user = 'o\'neil & "sons" <admins>';
  const text = await render({ database, user, host: 'fe80::1%eth0', sslmode: 'disable' });
  expect(values(text, `${CONNECTION}/@dbname`)).toEqual([database]);
  expect(values(text, `${CONNECTION}/@username`)).toEqual([user]);
  expect(values(text, `${CONNECTION}/@server`)).toEqual(['fe80::1%eth0']);
  expect(values(text, `${CONNECTION}/@sslmode`)).toEqual(['']);
});

test('sheets show the windows that were named at first', async () => {
  const text = await render({ window: '7d' });
  expect(values(text, "//groupfilter[@level='[none:window_name:nk]']/@member")).toEqual(['"7d"']);
});

test('nothing but the connection and the window changes', async () => {
  const own = {
    host: 'localhost',
    port: 5432,
    database: 'drift',
    user: 'drift_tableau',
    sslmode: 'disable',
  } as const;
  const committed = new URL('../../../../dashboards/tableau/DriftMonitoringDashboard.twb', import.meta.url);
  expect((await render(own)) === readFileSync(committed, 'utf8')).toBe(true);
});

test('with a folder all files are written, and the path of the workbook is printed', async () => {
  const output = join(folder, 'new', 'folder');
  expect(await render({ output })).toBe(`${join(output, 'DriftMonitoringDashboard.twb')}\n`);
  expect(readdirSync(output).sort()).toEqual(['DriftMonitoringDashboard.twb', 'datasources']);
  const scores = readFileSync(join(output, 'datasources', 'v1_scores.tds'), 'utf8');
  expect(values(scores, `${CONNECTION}/@server`)).toEqual(['db.example.test']);
});

test.each([
  [{ host: ' ' }, '--host must be a name without control characters, got " "'],
  [
    { host: 'postgres://me:hunter2@db/drift' },
    /^--host must be the name of a host alone, without user, port or path/,
  ],
  [{ host: 'db/drift' }, /^--host must be the name of a host alone/],
  [{ user: 'a\u0000b' }, /^--user must be a name without control characters/],
  [{ database: 'a\nb' }, /^--database must be a name without control characters/],
])('%j is refused', async (options, message) => {
  await expect(render(options)).rejects.toThrow(message);
});

test('a password in the wrong place is not repeated', async () => {
  await expect(render({ host: 'postgres://me:hunter2@db/drift' })).rejects.not.toThrow(/hunter2/);
});

test('a folder that cannot be written is named', async () => {
  const output = join(folder, 'a file');
  writeFileSync(output, '');
  await expect(render({ output })).rejects.toMatchObject({
    code: 'output_unwritable',
    message: expect.stringContaining(output),
  });
});
