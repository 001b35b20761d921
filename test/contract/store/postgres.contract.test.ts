import { postgresDatabase } from '../../../exporter/src/store/postgresDatabase.js';
import { createTestDatabase } from '../../services/postgresDatabase.js';
import { testStore } from './testStore.js';

testStore('PostgreSQL', async () => {
  const { url, drop } = await createTestDatabase();
  return { database: await postgresDatabase(url, 60_000), remove: drop };
});
