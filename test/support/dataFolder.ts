import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export type Cell = string | number;

/** A temporary folder of files that one test file shares; removed after its tests. */
export function dataFolder(): DataFolder {
  const folder = new DataFolder(mkdtempSync(join(tmpdir(), 'drift e2e ')));
  afterAll(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}

export class DataFolder {
  constructor(readonly path: string) {}

  /** Writes a file, and the folders that lead to it. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Writes lines, each ended. */
  lines(name: string, lines: readonly string[], end = '\n'): string {
    return this.write(name, lines.map((line) => line + end).join(''));
  }

  /** Writes a CSV of `count` rows; `row` gives the cells as they stand in the file. */
  csv(
    name: string,
    header: readonly string[],
    count: number,
    row: (index: number) => readonly Cell[],
  ): string {
    const rows = Array.from({ length: count }, (_, index) => row(index).join(','));
    return this.lines(name, [header.join(','), ...rows]);
  }

  /** Writes NDJSON, one object a row. */
  ndjson(name: string, count: number, row: (index: number) => unknown): string {
    return this.lines(
      name,
      Array.from({ length: count }, (_, index) => JSON.stringify(row(index))),
    );
  }

  /** Rows of Parquet files, and distinct values of their column `id`. */
  async count(pattern: string): Promise<{ rows: number; ids: number }> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const found = await connection.runAndReadAll(
      `SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids FROM '${join(this.path, pattern).replaceAll("'", "''")}'`,
    );
    const [counts] = found.getRowObjects();
    connection.closeSync();
    instance.closeSync();
    return { rows: Number(counts?.rows), ids: Number(counts?.ids) };
  }

  /** Writes each query's rows as Parquet. */
  async parquet(files: Readonly<Record<string, string>>): Promise<void> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    for (const [name, query] of Object.entries(files)) {
      await connection.run(`COPY (${query}) TO '${join(this.path, name).replaceAll("'", "''")}'`);
    }
    connection.closeSync();
    instance.closeSync();
  }
}

/** Numbers in [0, 1) that are evenly spread, repeatable, and in no order: index times the golden ratio, modulo 1. */
export function spread(index: number, shift = 0): number {
  return (index * 0.6180339887498949 + shift) % 1;
}
