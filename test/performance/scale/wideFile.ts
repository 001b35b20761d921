import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Rows come at an even pace, so that the halves of the file are two stretches of time. */
const START = Date.UTC(2026, 0, 1);
const PACE = 100;
/** Every tenth column moves by so many deviations in the second half. */
const SHIFT = 0.3;

export interface WideFile {
  readonly file: string;
  /** Of the configuration that compares the second half with the first. */
  readonly folder: string;
  /** Columns that drift. */
  readonly drifting: number;
}

/** One Parquet file of FLOAT columns, nearly normal, and a configuration whose reference is its first half. */
export async function wideFile(folder: string, rows: number, columns: number): Promise<WideFile> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'wide.parquet');
  if (!existsSync(file)) await write(file, folder, rows, columns);
  const model = {
    name: 'wide',
    files: file,
    timestamp_column: 'at',
    reference: {
      from: new Date(START).toISOString(),
      to: new Date(START + (rows / 2) * PACE).toISOString(),
    },
  };
  await writeFile(join(folder, 'monitoring_config.yaml'), JSON.stringify({ models: [model] }));
  return { file, folder, drifting: Math.ceil(columns / 10) };
}

async function write(file: string, folder: string, rows: number, columns: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '3GB',
    temp_directory: folder,
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  const values = Array.from({ length: columns }, (_, index) => {
    // the sum of three even numbers: cheap, nearly normal, of variance 1
    const value = `(random() + random() + random() - 1.5) * 2`;
    const shifted =
      index % 10 === 0 ? `${value} + CASE WHEN n >= ${rows / 2} THEN ${SHIFT} ELSE 0 END` : value;
    return `((${shifted}) * ${(index % 7) + 1})::FLOAT AS f${index}`;
  });
  const part = `${file}.part`;
  await connection.run(
    `COPY (SELECT make_timestamp((${START} + n * ${PACE}) * 1000) AS at, ${values.join(', ')}
     FROM range(${rows}) AS rows(n)) TO '${part}' (FORMAT parquet, ROW_GROUP_SIZE 61440)`,
  );
  connection.closeSync();
  instance.closeSync();
  await rename(part, file);
}
