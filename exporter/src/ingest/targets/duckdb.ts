import { DriftError } from '../../errors.js';
import { ParquetTarget } from './parquetTarget.js';
import type { TargetFactory } from './target.js';

/** A folder of Parquet files, which a source of type duckdb reads. */
export const duckdb: TargetFactory = {
  async open(_options, { model, source, file }) {
    const folder = model.ingest?.folder;
    if (folder === undefined) {
      throw new DriftError(
        'config_invalid',
        `source ${source} is of type duckdb: expected the folder that Parquet files are written to, as ingest.folder`,
        { file, key: `model ${model.name}` },
      );
    }
    return new ParquetTarget(folder);
  },
};
