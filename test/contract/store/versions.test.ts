import { Secret } from '../../../exporter/src/config/secret.js';
import { SCHEMA_VERSION } from '../../../exporter/src/store/migrate.js';
import { openStore } from '../../../exporter/src/store/store.js';
import { createTestDatabase, type TestDatabase } from '../../services/postgresDatabase.js';

const retention = { buckets: 0, days: 0, scores: 0 };
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());
const open = () => openStore({ url: new Secret(database.url), retention });

test('many exporters that start at once on an empty database all find a whole schema', async () => {
  const stores = await Promise.all(Array.from({ length: 6 }, open));
  for (const store of stores) {
    expect(await store.audit.verify()).toMatchObject({ intact: true });
    await store.close();
  }
});

test('a schema that a newer exporter has made is refused, and left as it is', async () => {
  await (await open()).close();
  await database.query("INSERT INTO drift.schema_versions (version, name) VALUES ($1, 'from the future')", [
    SCHEMA_VERSION + 1,
  ]);
  await expect(open()).rejects.toMatchObject({
    code: 'store_version',
    message: expect.stringMatching(
      new RegExp(`version ${SCHEMA_VERSION + 1} .* knows ${SCHEMA_VERSION}; use the newer`),
    ),
  });
});

test('a migration that fails leaves nothing behind', async () => {
  await database.query('CREATE SCHEMA drift');
  await database.query('CREATE TABLE drift.scores (mine int)');
  await expect(open()).rejects.toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('scores'),
  });
  await database.query('DROP TABLE drift.scores');
  await (await open()).close();
});
