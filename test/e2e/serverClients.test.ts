import { dataFolder } from '../support/dataFolder.js';
import { ask, connect, errorCode, until } from '../support/httpClient.js';
import { driftingState } from '../support/modelStates.js';
import { loopback, testServers, usersYaml, withUsers } from '../support/testServer.js';

const folder = dataFolder();
const start = testServers();
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n`;

/** A gate that the test opens. */
function held(): { readonly promise: Promise<void>; release(): void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => (release = resolve));
  return { promise, release: () => release() };
}

describe('slow clients', () => {
  test('one that never ends its headers is cut off', async () => {
    const { port } = await start(loopback, { headersTimeout: 200 });
    const { socket, received } = connect(port);
    socket.write('GET /metrics HTTP/1.1\r\nHost: ');
    expect(await received).toMatch(/^HTTP\/1.1 408 /);
  });

  test('one that sends its body a byte at a time is cut off', async () => {
    const { port } = await start(loopback, { headersTimeout: 200, requestTimeout: 400 });
    const { socket, received } = connect(port);
    socket.write('POST /-/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 20);
    expect(await received).toMatch(/^HTTP\/1.1 408 /);
    clearInterval(drip);
  });

  test('one that does not read its answer is cut off, and others are served meanwhile', async () => {
    const big = [driftingState(150)];
    const { port, url } = await start(loopback, { sendTimeout: 400 }, big);
    const { socket, received } = connect(port);
    socket.pause();
    // more answers than the network's buffers hold
    socket.write(`${get('/api/v1/models/credit%20risk')}\r\n`.repeat(40));
    expect((await ask(`${url}/metrics`)).status).toBe(200);
    await until(() => socket.readableLength > 0);
    await until(() => {
      socket.read(1);
      // only who writes learns that the other side has gone
      socket.write('x');
      return socket.destroyed;
    });
    await received;
  });

  test('one that reads a byte at a time does not keep the server from closing', async () => {
    const { port, server } = await start(loopback, { closeTimeout: 300 }, [driftingState(150)]);
    const { socket } = connect(port);
    socket.pause();
    socket.write(`${get('/api/v1/models/credit%20risk')}\r\n`.repeat(40));
    await until(() => socket.readableLength > 0);
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(3_000);
    socket.destroy();
  });
});

test('closing lets a request under way finish, drops idle connections, and takes no new ones', async () => {
  const { url, port, server, backend } = await start(loopback, { closeTimeout: 30_000 });
  const idle = connect(port);
  idle.socket.write(`${get('/-/healthy')}\r\n`);
  await until(() => idle.socket.bytesRead > 0);
  const gate = held();
  backend.hold = gate.promise;
  const scrape = ask(`${url}/metrics`);
  await until(() => backend.scrapes === 1);
  const closed = server.close();
  expect(await idle.received).toMatch(/healthy/);
  await expect(ask(`${url}/-/healthy`)).rejects.toThrow('ECONNREFUSED');
  gate.release();
  expect((await scrape).status).toBe(200);
  await closed;
});

test('closing does not wait longer than its limit', async () => {
  const { url, server, backend } = await start(loopback, { closeTimeout: 100 });
  const gate = held();
  backend.hold = gate.promise;
  const scrape = ask(`${url}/metrics`);
  const refused = expect(scrape).rejects.toThrow(/socket hang up|ECONNRESET/);
  await until(() => backend.scrapes === 1);
  await server.close();
  await refused;
  gate.release();
});

test('while everything hangs, a scrape gets an answer in time, and so do probes', async () => {
  const { url, backend } = await start(loopback, { metricsTimeout: 200 });
  const gate = held();
  backend.hold = gate.promise;
  const answer = await ask(`${url}/metrics`);
  expect({ status: answer.status, code: errorCode(answer) }).toEqual({
    status: 503,
    code: 'request_timeout',
  });
  expect(answer.headers['retry-after']).toBe('5');
  expect((await ask(`${url}/-/healthy`)).status).toBe(200);
  gate.release();
  backend.hold = Promise.resolve();
  expect((await ask(`${url}/metrics`)).status).toBe(200);
});

describe('bodies', () => {
  test.each([
    ['of a stated length', { 'Content-Length': '100000' }],
    ['of unstated length', { 'Transfer-Encoding': 'chunked' }],
  ])('too large, %s: 413', async (_, headers) => {
    const { url, backend } = await start(loopback, { bodyBytes: 10_000 });
    const body = Buffer.alloc(100_000);
    const answer = await ask(`${url}/-/reload`, { method: 'POST', headers, body });
    expect({ status: answer.status, code: errorCode(answer) }).toEqual({
      status: 413,
      code: 'body_too_large',
    });
    expect(answer.text).toContain('send at most 10000 bytes at once');
    expect(backend.reloads).toEqual([]);
    const small = await ask(`${url}/-/reload`, { method: 'POST', body: body.subarray(0, 10_000) });
    expect(small.status).toBe(200);
  });

  test('a hundred megabytes are refused without being read into memory, and first of all a login is asked for', async () => {
    const { url } = await start();
    const body = Buffer.alloc(100_000_000);
    const before = process.memoryUsage().arrayBuffers;
    const headers = { 'Content-Length': String(body.length) };
    const answer = await ask(`${url}/-/reload`, { method: 'POST', headers, body }).catch(() => undefined);
    // a client that sends on regardless may see the connection closed first
    expect(answer?.status ?? 413).toBe(413);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
    const guarded = await start(withUsers(folder.write('web.yml', usersYaml())));
    const stranger = await ask(`${guarded.url}/-/reload`, {
      method: 'POST',
      body: body.subarray(0, 2_000_000),
    });
    expect(stranger.status).toBe(401);
  });

  test('an encoding that is unknown: 415', async () => {
    const { url } = await start();
    const headers = { 'Content-Encoding': 'zip' };
    const answer = await ask(`${url}/-/reload`, { method: 'POST', headers, body: 'x' });
    expect({ status: answer.status, code: errorCode(answer) }).toEqual({
      status: 415,
      code: 'encoding_unknown',
    });
  });
});

test('headers that are too long: 431', async () => {
  const { url } = await start(loopback, { headerBytes: 4_000 });
  expect((await ask(url, { headers: { Cookie: 'x'.repeat(5_000) } })).status).toBe(431);
});

test('one address cannot hold all connections', async () => {
  const { port, url } = await start(loopback, { connectionsPerAddress: 5 });
  const idle = Array.from({ length: 5 }, () => connect(port));
  for (const { socket } of idle) socket.write(`${get('/-/healthy')}\r\n`);
  await until(() => idle.every(({ socket }) => socket.bytesRead > 0));
  await expect(ask(`${url}/-/healthy`)).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect((await ask(`${url}/-/healthy`, { from: '127.0.0.2' })).status).toBe(200);
  idle[0]?.socket.destroy();
  await until(() =>
    ask(`${url}/-/healthy`).then(
      () => true,
      () => false,
    ),
  );
  for (const { socket } of idle) socket.destroy();
});

test('what fails unexpectedly is told to the operator, not to the client', async () => {
  const { url, backend, warnings } = await start();
  Object.assign(backend, {
    readiness: () => {
      throw new Error('secret detail');
    },
  });
  const answer = await ask(`${url}/-/ready`);
  expect({ status: answer.status, code: errorCode(answer) }).toEqual({ status: 500, code: 'internal' });
  expect(answer.text).not.toContain('secret detail');
  expect(warnings).toEqual(['a request failed: secret detail']);
});
