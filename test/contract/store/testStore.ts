import type { Database } from '../../../exporter/src/store/database.js';
import { migrate } from '../../../exporter/src/store/migrate.js';
import { Store } from '../../../exporter/src/store/store.js';
import { testAlerts } from './testAlerts.js';
import { testAudit } from './testAudit.js';
import { testCommits } from './testCommits.js';
import { testDailyScores } from './testDailyScores.js';
import { testFeatureAnalysis } from './testFeatureAnalysis.js';
import { testFindings } from './testFindings.js';
import { testMoments } from './testMoments.js';
import { testNames } from './testNames.js';
import { testReferences } from './testReferences.js';
import { testResults } from './testResults.js';
import { testRetention } from './testRetention.js';
import { testSecrets } from './testSecrets.js';
import { testTakes } from './testTakes.js';
import { testTampering } from './testTampering.js';
import { testViews } from './testViews.js';

export interface Target {
  readonly database: Database;
  remove(): Promise<void>;
}

/** A store, and the database under it, to look and write behind its back. */
export interface Opened {
  readonly store: Store;
  readonly database: Database;
}

/** Everything that a store must do, on one engine. The tests of a subject share a store, each with a model of its own. */
export function testStore(engine: string, createTarget: () => Promise<Target>): void {
  const withStore = (test: (opened: () => Opened) => void): void => {
    let target: Target;
    let store: Store;
    beforeAll(async () => {
      target = await createTarget();
      await migrate(target.database);
      store = new Store(target.database);
    });
    afterAll(async () => {
      await store.close();
      await target.remove();
    });
    test(() => ({ store, database: target.database }));
  };

  describe(`the store on ${engine}`, () => {
    withStore((opened) => {
      testReferences(opened);
      testCommits(opened);
      testResults(opened);
      testFindings(opened);
      testMoments(opened);
      testNames(opened);
      testViews(opened);
      testDailyScores(opened);
      testFeatureAnalysis(opened);
      testRetention(opened);
      testAudit(opened);
      testAlerts(opened);
      testSecrets(opened);
      testTakes(opened);
    });
  });
  describe(`the store on ${engine}, tampered with`, () => withStore(testTampering));
}
