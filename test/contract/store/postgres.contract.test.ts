import pg from 'pg';
import { Secret } from '../../../exporter/src/config/secret.js';
import { createTestDatabase } from '../../services/postgresDatabase.js';
import { testStore } from './testStore.js';

testStore('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  return {
    config: { url: new Secret(database.url), retention: { buckets: 0, days: 0, scores: 0 } },
    query: async (sql, values = []) => (await pool.query<Record<string, unknown>>(sql, [...values])).rows,
    async remove() {
      await pool.end();
      await database.drop();
    },
  };
});
