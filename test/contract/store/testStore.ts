import type { Config } from '../../../exporter/src/config/schema.js';
import { openStore, type Store } from '../../../exporter/src/store/store.js';
import { testAudit } from './testAudit.js';
import { testCommits } from './testCommits.js';
import { testNames } from './testNames.js';
import { testReferences } from './testReferences.js';
import { testResults } from './testResults.js';
import { testRetention } from './testRetention.js';
import { testViews } from './testViews.js';

export interface Target {
  readonly config: Config['store'];
  /** SQL behind the store's back, while it is open or not. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

/** What the tests of one subject get: an open store that they share, each with models of its own. */
export interface Opened {
  readonly store: Store;
  query: Target['query'];
}

/** Everything that a store must do, on one engine. */
export function testStore(engine: string, createTarget: () => Promise<Target>): void {
  describe(`the store on ${engine}`, () => {
    let target: Target;
    let store: Store;
    beforeAll(async () => {
      target = await createTarget();
      store = await openStore(target.config);
    });
    afterAll(async () => {
      await store.close();
      await target.remove();
    });
    const opened = (): Opened => ({ store, query: (sql, values) => target.query(sql, values) });

    testReferences(opened);
    testCommits(opened);
    testResults(opened);
    testNames(opened);
    testViews(opened);
    testRetention(opened);
    testAudit(opened);
  });
}
