import { Draws } from '../../../../test/support/randomness.js';
import { cellsOver } from '../../../../test/support/samples.js';
import type { OrderedSample } from './sortSample.js';
import { WorkerPool } from './workerPool.js';

/** A column in shared memory, as a source reads it; the same for the same seed. */
function column(seed: number, rows = 3_000): Float64Array {
  const draws = new Draws(seed);
  const values = new Float64Array(new SharedArrayBuffer(rows * 8));
  return values.map(() => (draws.uniform() < 0.05 ? NaN : draws.normal()));
}
function shared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
const cells = cellsOver([-1, 0, 1]);

/** Everything that a check asks of a pool, for several columns at once. */
async function work(pool: WorkerPool): Promise<unknown[]> {
  const samples = await Promise.all([1, 2, 3, 4, 5].map((seed) => pool.run('sort', shared(column(seed)))));
  const described = samples.map((sample) => pool.run('describe', sample));
  const counted = samples.map((sample) => pool.run('count', sample, cells));
  const [first] = samples;
  const distances = samples.map((sample) => pool.run('distances', first as OrderedSample, sample));
  return Promise.all([...described, ...counted, ...distances]);
}

const pools: WorkerPool[] = [];
function poolOf(threads: number): WorkerPool {
  const pool = new WorkerPool(threads);
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

test('results do not depend on the number of threads', async () => {
  const alone = await work(poolOf(0));
  expect(await work(poolOf(2))).toEqual(alone);
  expect(await work(poolOf(1))).toEqual(alone);
  expect(alone).toHaveLength(15);
});

test('a sorted sample does not change while later ones are sorted', async () => {
  const pool = poolOf(2);
  const columns = Array.from({ length: 12 }, (_, seed) => column(seed, 2_500));
  const samples = await Promise.all(columns.map((values) => pool.run('sort', shared(values))));
  samples.forEach(({ rows, values }, index) => {
    const expected = columns[index]?.filter((value) => !Number.isNaN(value)).sort();
    expect(rows).toBe(2_500);
    expect(Float64Array.from(values)).toEqual(expected && Float64Array.from(expected));
  });
});

test.each([0, 2])('with %d threads an operation that fails rejects its own promise only', async (threads) => {
  const pool = poolOf(threads);
  const broken = undefined as unknown as OrderedSample;
  const good = await pool.run('sort', shared(column(1)));
  const results = await Promise.allSettled([
    pool.run('describe', good),
    pool.run('describe', broken),
    pool.run('count', good, cells),
    pool.run('count', broken, cells),
    pool.run('describe', good),
  ]);
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  for (let again = 0; again < 3; again++) {
    await expect(pool.run('describe', broken)).rejects.toThrow(/undefined/);
    expect((await pool.run('describe', good)).rows).toBe(3_000);
  }
});

test('a pool can be closed before it was used, and twice', async () => {
  const pool = poolOf(2);
  await pool.close();
  await pool.close();
  expect(pool.threads).toBe(2);
});

test('what still runs or waits when a pool is closed is rejected', async () => {
  const pool = poolOf(1);
  const results = Promise.allSettled(
    Array.from({ length: 4 }, (_, seed) => pool.run('sort', shared(column(seed, 200_000)))),
  );
  await pool.close();
  expect((await results).map(({ status }) => status)).toContain('rejected');
}, 30_000);
