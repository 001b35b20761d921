import { fileURLToPath } from 'node:url';
import { flightDays } from './flightDays.js';
import { toldOfStreams } from './peopleTold.js';

/** `benchTold.ts` in small, with a fixed seed: docs/DETECTION.md states its numbers. */

const file = fileURLToPath(new URL('../../../../examples/flights/flights.parquet', import.meta.url));

test.each([
  ["weeks of the reference's own", 59, { from: 'own', pool: 56, reference: 56, unit: 'week' }],
  ['days that it has not seen', 365, { from: 'other', pool: 364, reference: 60, unit: 'day' }],
] as const)(
  'without drift, of %s people hear of none as a whole, and of far fewer than by naive rules',
  async (_, cellsFrom, setting) => {
    const features = await flightDays(file, cellsFrom, ['']);
    const told = toldOfStreams(features, setting, { trials: 1, days: 30, seed: 2 });
    expect(told.dataset.mean).toBe(0);
    expect(told.psi.mean).toBeGreaterThan(100);
    expect(told.messages.mean).toBeLessThan(told.psi.mean / 10);
    expect(told.messages.mean).toBeLessThan(told.psiOrKs.mean / 10);
  },
);
