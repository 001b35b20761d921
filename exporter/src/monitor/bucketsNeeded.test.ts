import { bucketsNeeded } from './bucketsNeeded.js';
import type { Config } from '../config/schema.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What it looks at of a configuration. */
const config = (reference: object, more: object = {}): Config =>
  ({
    monitoring: { lookback_window: 30 * DAY },
    models: [
      { name: 'loans', reference, windows: [6 * HOUR, 7 * DAY], bucket: HOUR, lateness: HOUR, ...more },
    ],
  }) as unknown as Config;

test('a reference that moves on needs its own buckets and those of the longest window', () => {
  const needed = 7 * DAY + 28 * DAY + HOUR + 2 * HOUR + DAY;
  expect(bucketsNeeded(config({ kind: 'rolling', rolling: 28 * DAY }), 'loans')).toBe(needed);
  expect(bucketsNeeded(config({ kind: 'seasonal', seasonal: 28 * DAY }), 'loans')).toBe(needed);
});

test('one that stays needs none, nor does a model that is configured no more', () => {
  expect(bucketsNeeded(config({ kind: 'range' }), 'loans')).toBe(0);
  expect(bucketsNeeded(config({ kind: 'rolling', rolling: 28 * DAY }), 'leases')).toBe(0);
});

test('labels that come late need the buckets of the windows that hold their rows, where rows can be counted again', () => {
  const labels = { label_column: 'defaulted', label_delay: 33 * DAY };
  expect(bucketsNeeded(config({ kind: 'range' }, labels), 'loans')).toBe((7 + 36 + 1) * DAY + 3 * HOUR);
  expect(bucketsNeeded(config({ kind: 'range' }, { ...labels, stream: true }), 'loans')).toBe(0);
  expect(bucketsNeeded(config({ kind: 'range' }, { ...labels, label_delay: 0 }), 'loans')).toBe(0);
});
