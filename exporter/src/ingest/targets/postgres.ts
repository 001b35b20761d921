import { DriftError } from '../../errors.js';
import { postgresOptions, type PostgresConfig } from '../../sources/postgresType.js';
import type { TargetFactory } from './target.js';

/** A table of PostgreSQL. */
export const postgres: TargetFactory<PostgresConfig> = {
  async open(options, { model, source, batchSize, file }) {
    const table = model.ingest?.table ?? model.table;
    if (table === undefined) {
      throw new DriftError(
        'config_invalid',
        'expected the table that rows are written to, as ingest.table: the model itself names none',
        { file, key: `model ${model.name}` },
      );
    }
    const { PostgresTarget } = await import('./postgresTarget.js');
    return PostgresTarget.open(await postgresOptions(source, options), table, batchSize, model.name);
  },
};
