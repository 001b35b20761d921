import { registries } from '../../../test/support/registries.js';
import { parseConfig } from './load.js';
import { isOwn, parseShard, shardOf } from './shard.js';

const models = Array.from({ length: 2_000 }, (_, index) => `model ${index}`);

test.each([
  ['2/5', { index: 2, count: 5 }],
  ['1/1', { index: 1, count: 1 }],
  ['1000/1000', { index: 1000, count: 1000 }],
])('%s is a shard', (text, shard) => {
  expect(parseShard(text)).toEqual(shard);
});

test.each(['0/5', '6/5', 'x', '2', '2/', '/5', '2/0', '-1/5', '1.5/5', '2/5/7', ' 2/5', '1/1001', ''])(
  '%j is none',
  (text) => {
    expect(parseShard(text)).toBeUndefined();
  },
);

test('each model belongs to one shard, and shards have about as many', () => {
  for (const count of [1, 2, 5, 20]) {
    const sizes = new Map<number, number>();
    for (const model of models) {
      const owners = Array.from({ length: count }, (_, index) => index + 1).filter((index) =>
        isOwn({ name: model }, { index, count }),
      );
      expect(owners).toEqual([shardOf(model, count)]);
      sizes.set(shardOf(model, count), (sizes.get(shardOf(model, count)) ?? 0) + 1);
    }
    expect(sizes.size).toBe(count);
    // five standard deviations of a binomial share
    const margin = 5 * Math.sqrt(models.length / count);
    for (const size of sizes.values()) expect(Math.abs(size - models.length / count)).toBeLessThan(margin);
  }
});

test('one more shard takes models from the others, and moves none between them', () => {
  const moved = models.filter((model) => shardOf(model, 5) !== shardOf(model, 6));
  expect(moved.every((model) => shardOf(model, 6) === 6)).toBe(true);
  expect(moved.length).toBeLessThan(models.length / 4);
});

test('without shards, every model is the own', () => {
  expect(isOwn({ name: 'a model' }, undefined)).toBe(true);
});

test.each(['6/5', '0/5', 'x'])('%s in the configuration is one clear error', (text) => {
  const monitoring = Buffer.from(`monitoring: { shard: ${text} }`);
  const files = { folder: '/', monitoringName: 'monitoring_config.yaml', monitoring };
  expect(() => parseConfig(files, { registries, environment: {} })).toThrow(
    `monitoring_config.yaml:1 monitoring.shard: expected a shard such as "2/5", from 1/5 to 5/5, got "${text}"`,
  );
});
