import fc from 'fast-check';
import { DriftError, type ErrorCode } from '../errors.js';
import type { Feature } from '../sources/source.js';
import { eachAlone, inBatches } from './batches.js';

const featuresOf = (names: readonly string[]): Feature[] => names.map((name) => ({ name, kind: 'numeric' }));
const namesOf = (features: readonly Feature[]): string[] => features.map(({ name }) => name);
/** Fails where any of the named is among the features. */
const failingOn = (broken: readonly string[], code: ErrorCode = 'column_type') => {
  const calls: string[][] = [];
  const work = async (features: readonly Feature[]): Promise<string[]> => {
    calls.push(namesOf(features));
    if (features.some(({ name }) => broken.includes(name))) throw new DriftError(code, 'no number');
    return namesOf(features);
  };
  return { work, calls };
};

test('where nothing fails, all features are worked on at once', async () => {
  const { work, calls } = failingOn([]);
  expect(await eachAlone(featuresOf(['a', 'b']), work)).toEqual({ results: [['a', 'b']], failed: [] });
  expect(calls).toHaveLength(1);
});

test('where one fails, it fails alone and is named; the others are done', async () => {
  const { results, failed } = await eachAlone(featuresOf(['a', 'b', 'c']), failingOn(['b']).work);
  expect(results).toEqual([['a'], ['c']]);
  expect(failed).toMatchObject([
    { feature: 'b', error: { code: 'column_type', message: 'feature "b": no number' } },
  ]);
});

test.each<ErrorCode>([
  'source_unreachable',
  'source_denied',
  'source_timeout',
  'interrupted',
  'store_unreachable',
  'input_missing',
  'input_malformed',
])('%s, which each feature would meet again, fails them all at the first try', async (code) => {
  const { work, calls } = failingOn(['b'], code);
  await expect(eachAlone(featuresOf(['a', 'b']), work)).rejects.toMatchObject({ code });
  expect(calls).toHaveLength(1);
});

test('an error of the program itself is not taken for one of the data', async () => {
  const work = async (): Promise<never> => {
    throw new TypeError('a defect');
  };
  await expect(eachAlone(featuresOf(['a', 'b']), work)).rejects.toThrow('a defect');
});

test('whatever the size of batches, each feature is done or has failed, in its order', async () => {
  const broken = fc.array(fc.boolean(), { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(broken, fc.integer({ min: 1, max: 9 }), async (breaks, size) => {
      const names = breaks.map((_, index) => `feature ${index}`);
      const bad = names.filter((_, index) => breaks[index]);
      const progress: number[] = [];
      const { work } = failingOn(bad);
      const { results, failed } = await inBatches(featuresOf(names), size, work, (done, total) => {
        expect(total).toBe(names.length);
        progress.push(done);
      });
      expect(results.flat()).toEqual(names.filter((name) => !bad.includes(name)));
      expect(failed.map(({ feature }) => feature)).toEqual(bad);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress.at(-1) ?? 0).toBe(names.length);
    }),
  );
});
