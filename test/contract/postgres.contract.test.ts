import { createPostgresSource } from '../../exporter/src/sources/postgres.js';
import { quoteIdentifier } from '../../exporter/src/sources/sql.js';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { testSource } from './testSource.js';

const types = {
  double: 'float8',
  bigint: 'int8',
  text: 'text',
  boolean: 'bool',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
};

testSource('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const source = createPostgresSource({ name: 'postgres', url: database.url });
  let tables = 0;
  return {
    source,
    async load({ columns, rows }) {
      const table = `table ${++tables}`;
      const definitions = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${types[type]}`);
      await database.query(`CREATE TABLE ${quoteIdentifier(table)} (${definitions.join(', ')})`);
      const arrays = columns.map(({ type }, index) => `$${index + 1}::${types[type]}[]`);
      const values = columns.map((_, index) =>
        rows.map((row) => (row[index] === null ? null : String(row[index]))),
      );
      await database.query(
        `INSERT INTO ${quoteIdentifier(table)} SELECT * FROM unnest(${arrays.join(', ')})`,
        values,
      );
      return { table };
    },
    async close() {
      await source.close();
      await database.drop();
    },
  };
});
