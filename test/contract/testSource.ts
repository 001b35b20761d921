import type { SourceUnderTest } from './fixture.js';
import { testCategories } from './testCategories.js';
import { testColumns } from './testColumns.js';
import { testExact } from './testExact.js';
import { testImportance } from './testImportance.js';
import { testMoments } from './testMoments.js';
import { testNumbers } from './testNumbers.js';
import { testOutcomes } from './testOutcomes.js';
import { testSample } from './testSample.js';
import { testSegments } from './testSegments.js';
import { testSummaries } from './testSummaries.js';
import { testTimes } from './testTimes.js';
import { testWide } from './testWide.js';

/** How a part of the suite reaches the source, which is opened before its first test. */
export type Access = () => SourceUnderTest;

/**
 * What every source must do alike: the same rows under the same cells give the same counts, to the last one, as an
 * oracle that reads the rows one by one.
 */
export function testSource(name: string, open: () => Promise<SourceUnderTest>): void {
  describe(`${name} as a source`, () => {
    let opened: SourceUnderTest | undefined;
    const access: Access = () => {
      if (opened === undefined) throw new Error('the source did not open');
      return opened;
    };
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    testColumns(access);
    testNumbers(access);
    testCategories(access);
    testTimes(access);
    testSegments(access);
    testOutcomes(access);
    testImportance(access);
    testWide(access);
    testSummaries(access);
    testExact(access);
    testMoments(access);
    testSample(access);
  });
}
