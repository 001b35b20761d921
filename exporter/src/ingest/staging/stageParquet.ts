import { readFiles, type DuckDBFiles } from '../../sources/duckdbFiles.js';
import type { Scratch } from '../scratch.js';
import { NO_REJECTS, type Staged } from './staged.js';

/** Parquet is read where it lies. */
export async function stageParquet(scratch: Scratch, files: DuckDBFiles): Promise<Staged> {
  const from = readFiles(files);
  const found = await scratch.query(`DESCRIBE SELECT * FROM ${from}`);
  await scratch.query(
    `CREATE VIEW staged AS SELECT file_row_number AS __row, * EXCLUDE (file_row_number)
     FROM ${from.replace(/\)$/, ', file_row_number=true)')}`,
  );
  await scratch.query(NO_REJECTS);
  const rows = await scratch.number('SELECT count(*) FROM staged');
  const columns = found.map(([name, type]) => ({ name: String(name), type: String(type) }));
  return { columns, rows, lines: false, isText: false };
}
