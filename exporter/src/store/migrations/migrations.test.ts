import { createHash } from 'node:crypto';
import * as registry from './index.js';
import type { Migration } from './migration.js';

test('versions count up from one without gaps', () => {
  const versions = (Object.values(registry) as Migration[])
    .map(({ version }) => version)
    .sort((a, b) => a - b);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
});

test.each([
  ['first', 'e3aa5961087e07f0891d80183db5f5e7ed8127ad6b7ed2d5baf685484d06488c'],
  ['second', '9e4b502ccbb617f2ae00fd8a52922ecde6f6c3f24cd82a0afceaffef5d7229d8'],
  ['third', '8c5d350e3df9e324c28cbda934f0ba97457fe71929d9b6a62d53d5fc0a41528d'],
  ['fourth', '3bdf8b1adfff00a858f247ceed7b8712bda45332262d178109cbb7c4ad7d3754'],
] as const)('the %s is what was released', (name, hash) => {
  expect(createHash('sha256').update(registry[name].sql).digest('hex')).toBe(hash);
});
