import { gzipSync } from 'node:zlib';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { ask, connect, errorCode, json, type Answer } from '../support/httpClient.js';
import { loopback, testServers } from '../support/testServer.js';

dataFolder();
const start = testServers();
const path = '/api/v1/models/credit%20risk/observations';
const rows = JSON.stringify([{ country: 'DE' }, { country: 'FR' }]);

function send(
  url: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return ask(url + path, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

const lines = '{"country":"DE"}\n{"country":"FR"}\n';
const gzip = { 'Content-Encoding': 'gzip' };
test.each([
  ['a list', rows, {}, 200, undefined],
  ['lines', lines, { 'Content-Type': 'application/x-ndjson' }, 200, undefined],
  ['a list in gzip', gzipSync(rows), gzip, 200, undefined],
  ['half a list in gzip', gzipSync(rows).subarray(0, 20), gzip, 400, 'request_malformed'],
  ['a broken list', '[{"country":"DE"},{"country":}]', {}, 400, 'request_invalid'],
  [
    'a form',
    'country=DE',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    415,
    'content_type_unknown',
  ],
  ['another encoding', rows, { 'Content-Encoding': 'zstd' }, 415, 'encoding_unknown'],
  ['a key with a space', rows, { 'Idempotency-Key': 'a b' }, 400, 'request_invalid'],
  ['a key too long', rows, { 'Idempotency-Key': 'x'.repeat(256) }, 400, 'request_invalid'],
  [
    'a small body that is large once read',
    gzipSync(Buffer.alloc(40_000_000, ' ')),
    gzip,
    413,
    'body_too_large',
  ],
] as const)('%s', async (_, body, headers, status, code) => {
  const { url } = await start();
  const answer = await send(url, body, headers);
  expect(answer.status).toBe(status);
  if (status === 413) expect(answer.text).toContain('send at most ');
  if (code === undefined) expect(json(answer)).toMatchObject({ accepted: 2 });
  else expect(errorCode(answer)).toBe(code);
});

test('a model that there is none of is told before anything else', async () => {
  const { url } = await start();
  const answer = await ask(`${url}/api/v1/models/credit/observations`, { method: 'POST', body: rows });
  expect({ status: answer.status, code: errorCode(answer) }).toEqual({ status: 404, code: 'model_unknown' });
});

test('who sends a byte a second is cut off, and keeps nobody else out', async () => {
  const { url, port } = await start(loopback, { rowsTimeout: 1_500, intakeBytes: 2_000 });
  const slow = Array.from({ length: 20 }, () => connect(port));
  for (const { socket } of slow) {
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n[`,
    );
  }
  const drip = setInterval(() => slow.forEach(({ socket }) => socket.writable && socket.write(' ')), 100);
  const meanwhile = await send(url, rows);
  expect(meanwhile.status).toBe(200);
  for (const { received } of slow) expect(await received).toMatch(/^HTTP\/1.1 408 [^]*body_too_slow/);
  clearInterval(drip);
});

test('room is kept for what is about to come, and for a while only', async () => {
  const { url, port } = await start(loopback, { rowsTimeout: 60_000, intakeBytes: 1_000 });
  const { socket } = connect(port);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 990\r\n\r\n[`,
  );
  const answer = (wanted: number): Promise<Answer> =>
    eventually(
      () => send(url, rows),
      ({ status }) => status === wanted,
    );
  expect(errorCode(await answer(429))).toBe('stream_busy');
  expect(json(await answer(200))).toMatchObject({ accepted: 2 });
  expect(socket.writable).toBe(true);
  socket.destroy();
});

test('where there is no room, 429 says when to come again, and there is room afterwards', async () => {
  const { url, port, backend } = await start(loopback, { rowsTimeout: 60_000, intakeBytes: 1_000 });
  const { socket } = connect(port);
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n`;
  socket.write(head + ' '.repeat(999));
  const busy = async (): Promise<Answer> => {
    for (;;) {
      const answer = await send(url, rows);
      if (answer.status !== 200) return answer;
    }
  };
  const answer = await busy();
  expect({ status: answer.status, code: errorCode(answer), after: answer.headers['retry-after'] }).toEqual({
    status: 429,
    code: 'stream_busy',
    after: '1',
  });
  expect(backend.refused).toEqual(['busy of credit risk']);
  socket.destroy();
  for (;;) if ((await send(url, rows)).status === 200) break;
});

test.each([
  [0, 200],
  [1, 413],
])(
  'a body of %d bytes over the limit of 32 MB: %d, whether or not its length is stated',
  async (over, status) => {
    const { url, port, backend } = await start();
    const body = Buffer.alloc(32 * 1024 * 1024 + over, ' ');
    body.write(rows);
    expect((await send(url, body)).status).toBe(status);
    const { socket, received } = connect(port);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    socket.write(`${body.length.toString(16)}\r\n`);
    socket.write(body);
    socket.write('\r\n0\r\n\r\n');
    expect(await received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(backend.refused).toEqual(Array(2 * over).fill('invalid of credit risk'));
  },
);

test('where it is not known in time whether rows are kept, 503 says to send them again under the same key', async () => {
  const { url, backend } = await start(loopback, { answerTimeout: 100 });
  backend.observe = () => new Promise(() => undefined);
  const answer = await send(url, rows, { 'Idempotency-Key': 'one' });
  expect({ status: answer.status, after: answer.headers['retry-after'], ...json<object>(answer) }).toEqual({
    status: 503,
    after: '5',
    error: {
      code: 'request_timeout',
      message:
        'the rows are not on the disk yet, and may still come to count; send them again under the same Idempotency-Key',
    },
  });
});

test.each([
  [() => Promise.resolve([]), 'no check of the model has gone well yet'],
  [() => new Promise<never>(() => undefined), 'no answer within 0.1 s'],
  [() => Promise.reject(new Error('x')), 'the windows could not be judged; see the last check of the model'],
])('rows that were taken are acknowledged without scores, too: %#', async (windowsNow, missing) => {
  const { url, backend } = await start(loopback, { scoresTimeout: 100 });
  backend.windowsNow = windowsNow;
  const answer = await send(url, rows);
  expect({ status: answer.status, ...json<object>(answer) }).toMatchObject({
    status: 200,
    accepted: 2,
    windows: [],
    features: [],
    scores_missing: missing,
  });
  expect(json(await ask(`${url}${path}?scores=false`, { method: 'POST', body: rows }))).toMatchObject({
    accepted: 2,
    scores_missing: null,
  });
});
