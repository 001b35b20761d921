import { Worker } from 'node:worker_threads';
import { isBroken, storeError } from './storeErrors.js';
import { PgliteThread } from './pgliteThread.js';

test('a thread that gives no answer is given up, for whoever waits and whoever comes', async () => {
  const deaf = new PgliteThread(
    new Worker("require('node:worker_threads').parentPort.on('message', () => { for (;;); })", {
      eval: true,
    }),
    100,
  );
  const asked = ['SELECT 1', 'SELECT 2'].map((sql) => deaf.run(sql).catch((error: unknown) => error));
  const errors = [...(await Promise.all(asked)), await deaf.run('SELECT 3').catch((error: unknown) => error)];
  for (const error of errors) {
    expect(error).toMatchObject({ message: 'the embedded database gave no answer within 0.1 s' });
    expect(isBroken(error)).toBe(true);
    expect(storeError(error, '/data').code).toBe('store_unreachable');
  }
  await deaf.close();
});

test('a thread that breaks off says why, and that the store may be there again', async () => {
  const broken = new PgliteThread(new Worker("throw new Error('no memory')", { eval: true }));
  const error: unknown = await broken.run('SELECT 1').catch((failure: unknown) => failure);
  expect(storeError(error, '/data')).toMatchObject({
    code: 'store_unreachable',
    message: 'the store at /data failed: the thread of the embedded database broke off: no memory',
  });
  await broken.close();
});
