import { datasetActive } from './datasetActive.js';

const features = (drifting: string, quiet: string) =>
  new Map<string, { active: boolean }>([
    ...Array.from(drifting, (name) => [name, { active: true }] as const),
    ...Array.from(quiet, (name) => [name, { active: false }] as const),
  ]);
const nobody = new Set<string>();

test('so many features make the data drift as a whole', () => {
  expect(datasetActive(features('a', 'z'), nobody, 0.5)).toBe(true);
  expect(datasetActive(features('a', 'yz'), nobody, 0.5)).toBe(false);
  expect(datasetActive(features('abc', ''), nobody, 1)).toBe(true);
  expect(datasetActive(features('ab', 'z'), nobody, 1)).toBe(false);
});

test('features that are expected to drift do not count, whether they do or not', () => {
  expect(datasetActive(features('ab', 'yz'), new Set('a'), 0.5)).toBe(false);
  expect(datasetActive(features('ab', 'xyz'), new Set('xy'), 0.5)).toBe(true);
  expect(datasetActive(features('ab', ''), new Set('ab'), 0.5)).toBe(false);
});

test('of no features nothing is known', () => {
  expect(datasetActive(features('', ''), nobody, 0.5)).toBeUndefined();
});
