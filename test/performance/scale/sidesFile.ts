import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Two Parquet files of nearly normal doubles, the second with every fifth column moved by a fifth of a deviation. */
export async function sidesOf(rows: number, columns: number): Promise<[reference: string, current: string]> {
  const folder = resolve('.cache', 'bench', `sides-${rows}x${columns}`);
  await mkdir(folder, { recursive: true });
  const files = ['reference', 'current'].map((side) => join(folder, `${side}.parquet`)) as [string, string];
  const connection = await (
    await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' })
  ).connect();
  for (const [side, file] of files.entries()) {
    if (existsSync(file)) continue;
    const values = Array.from({ length: columns }, (_, index) => {
      const shift = side === 1 && index % 5 === 0 ? 0.2 : 0;
      return `((random() + random() + random() - 1.5) * 2 + ${shift}) * ${(index % 7) + 1} AS f${index}`;
    });
    await connection.run(
      `COPY (SELECT ${values.join(', ')} FROM range(${rows})) TO '${file}.part' (FORMAT parquet)`,
    );
    await rename(`${file}.part`, file);
  }
  connection.closeSync();
  return files;
}
