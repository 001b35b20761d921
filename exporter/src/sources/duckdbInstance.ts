import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

export interface OpenDuckDB {
  readonly connection: DuckDBConnection;
  /** A folder of its own for what does not fit into memory; gone once it is closed. */
  readonly folder: string;
  close(): void;
}

export interface DuckDBSettings {
  readonly threads: number;
  /** What DuckDB itself may use before it spills to the folder. */
  readonly memoryLimit: string;
  /** Whether rows stay in the order in which they are read. */
  readonly ordered: boolean;
}

/** Temporary folders, which a process that ends before its sources are closed must not leave behind. */
const folders = new Set<string>();
process.once('exit', () => folders.forEach(removeFolder));

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** A DuckDB in memory of our own process, with a temporary folder; times are in UTC. */
export async function openDuckDB({ threads, memoryLimit, ordered }: DuckDBSettings): Promise<OpenDuckDB> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-exporter-'));
  folders.add(folder);
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memoryLimit,
    temp_directory: folder,
    preserve_insertion_order: String(ordered),
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    connection,
    folder,
    close() {
      connection.closeSync();
      instance.closeSync();
      removeFolder(folder);
    },
  };
}
