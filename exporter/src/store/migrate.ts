import { DriftError } from '../errors.js';
import type { Database, Queryable } from './database.js';
import { grantSql } from './grants.js';
import { lockSchema } from './locks.js';
import * as registry from './migrations/index.js';
import type { Migration } from './migrations/migration.js';

const migrations = (Object.values(registry) as Migration[]).sort((a, b) => a.version - b.version);

/** What this exporter knows. */
export const SCHEMA_VERSION = migrations.at(-1)?.version ?? 0;

/**
 * Brings the schema `drift` to this exporter's version, in one transaction.
 * @throws DriftError `store_version` where it is newer, or older and the user has no right to change it
 */
export async function migrate(database: Database): Promise<void> {
  if ((await checkedVersion(database, database.place)) === SCHEMA_VERSION) return;
  try {
    await database.transaction(async (transaction) => {
      await lockSchema(transaction);
      const version = await checkedVersion(transaction, database.place);
      if (version === SCHEMA_VERSION) return;
      if (version === 0) await createSchema(transaction);
      for (const { version: step, name, sql, fill } of migrations.filter(
        (migration) => migration.version > version,
      )) {
        await transaction.script(sql);
        await fill?.(transaction);
        await transaction.query('INSERT INTO drift.schema_versions (version, name) VALUES ($1, $2)', [
          step,
          name,
        ]);
      }
      await transaction.script(grantSql);
    });
  } catch (error) {
    if (!(error instanceof DriftError) || error.code !== 'store_denied') throw error;
    throw new DriftError(
      'store_version',
      `the store at ${database.place} needs version ${SCHEMA_VERSION} of the schema, and this user may not change it; start once with the url of the schema's owner (see provisioning/postgres/roles.sql)`,
      { cause: error },
    );
  }
}

async function createSchema(transaction: Queryable): Promise<void> {
  // whoever may not create schemas may find one that was made for them
  const [found] = await transaction.query("SELECT to_regnamespace('drift') IS NOT NULL AS exists");
  if (found?.exists !== true) await transaction.script('CREATE SCHEMA drift');
  await transaction.script(`CREATE TABLE IF NOT EXISTS drift.schema_versions (
    version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
}

/** 0 where there is no schema yet. */
async function checkedVersion(queryable: Queryable, place: string): Promise<number> {
  const [found] = await queryable.query("SELECT to_regclass('drift.schema_versions') IS NOT NULL AS exists");
  if (found?.exists !== true) return 0;
  const [row] = await queryable.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM drift.schema_versions',
  );
  const version = row?.version ?? 0;
  if (version > SCHEMA_VERSION) {
    throw new DriftError(
      'store_version',
      `the store at ${place} has version ${version} of the schema, and this exporter knows ${SCHEMA_VERSION}; use the newer exporter, or another store`,
    );
  }
  return version;
}
