import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { MonitorTable } from './monitorTable.js';

/**
 * Gives each test of a file a table in a database of its own, which is dropped after it.
 * @param minutes of rows that it holds at first
 */
export function freshTable({ minutes = 30, referenceRows = 2_000 } = {}): () => MonitorTable {
  let database: TestDatabase | undefined;
  let table: MonitorTable | undefined;

  beforeEach(async () => {
    database = await createTestDatabase();
    table = new MonitorTable(database.url);
    await table.create(referenceRows);
    await table.fillOn(minutes);
  });

  afterEach(async () => {
    await table?.close();
    await database?.drop();
  });

  return () => {
    if (table === undefined) throw new Error('there is a table within a test only');
    return table;
  };
}
