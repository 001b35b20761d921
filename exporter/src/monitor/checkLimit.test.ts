import { CheckLimit } from './checkLimit.js';

function promised(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

test('no more than the limit run at once, and the next starts as one ends', async () => {
  const limit = new CheckLimit(2, 60_000);
  const gates = [promised(), promised(), promised()];
  const started: number[] = [];
  const runs = gates.map(({ promise }, index) =>
    limit.run(async () => {
      started.push(index);
      await promise;
    }),
  );
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  gates[0]?.resolve();
  await runs[0];
  await Promise.resolve();
  expect(started).toEqual([0, 1, 2]);
  gates.forEach(({ resolve }) => resolve());
  await Promise.all(runs);
});

test('one that hangs gives its place to others', async () => {
  const limit = new CheckLimit(1, 5);
  const hanging = promised();
  const first = limit.run(() => hanging.promise);
  await limit.run(() => Promise.resolve());
  hanging.resolve();
  await first;
});

test('a failure frees its place', async () => {
  const limit = new CheckLimit(1, 60_000);
  await expect(limit.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(limit.run(() => Promise.resolve(1))).resolves.toBe(1);
});
