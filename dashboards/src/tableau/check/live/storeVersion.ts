import { SCHEMA_VERSION } from '../../../../../exporter/src/store/migrate.js';
import { OF_WORKBOOK } from '../finding.js';
import { readsResultStore } from '../model/workbook.js';
import type { LiveCheck, Store } from './liveCheck.js';

export const storeVersion: LiveCheck = {
  id: 'store-version',
  says: 'The store has the version of the schema that the workbook was made for.',
  last: true,
  async find(workbook, store) {
    if (!readsResultStore(workbook)) return [];
    const version = await versionOf(store);
    if (version >= SCHEMA_VERSION) return [];
    const message =
      version === 0
        ? `the store at ${store.place} has no schema drift that this user can read; start the exporter on it once`
        : `the store at ${store.place} has version ${version} of the schema, this workbook needs ${SCHEMA_VERSION}: start the newer exporter on it once`;
    return [{ place: OF_WORKBOOK, message }];
  },
};

/** 0 where there is none, or none that may be read. */
async function versionOf({ ask }: Store): Promise<number> {
  // the view is for readers, and came with the third version
  for (const sql of [
    'SELECT version FROM drift.v1_schema',
    'SELECT max(version) AS version FROM drift.schema_versions',
  ]) {
    const answer = await ask(sql);
    if (answer.error === undefined) return Number(answer.rows[0]?.version ?? 0);
  }
  return 0;
}
