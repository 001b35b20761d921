import { DuckDBInstance } from '@duckdb/node-api';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * Lends `work` two Parquet files of nearly normal doubles, the second with every fifth column moved by a fifth of a deviation.
 * They lie in `.cache/`, since temporary folders may be in memory, and are removed afterwards.
 */
export async function withSides<Result>(
  rows: number,
  columns: number,
  work: (reference: string, current: string) => Promise<Result>,
): Promise<Result> {
  const folder = resolve('.cache', 'bench', `sides-${rows}x${columns}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const files = ['reference', 'current'].map((side) => join(folder, `${side}.parquet`)) as [string, string];
    await write(files, rows, columns);
    return await work(...files);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function write(files: readonly string[], rows: number, columns: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  for (const [side, file] of files.entries()) {
    const values = Array.from({ length: columns }, (_, index) => {
      const shift = side === 1 && index % 5 === 0 ? 0.2 : 0;
      return `((random() + random() + random() - 1.5) * 2 + ${shift}) * ${(index % 7) + 1} AS f${index}`;
    });
    await connection.run(
      `COPY (SELECT ${values.join(', ')} FROM range(${rows})) TO '${file}' (FORMAT parquet)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}
