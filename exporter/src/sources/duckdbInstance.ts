import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { DriftError } from '../errors.js';

export interface OpenDuckDB {
  /** Does something with the connection, which stays open meanwhile. @throws DriftError `interrupted` once the database is closed */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** A folder of its own for what does not fit into memory; gone once it is closed. */
  readonly folder: string;
  /** Interrupts what still runs, and waits for its end: DuckDB crashes where its connection goes before its query. */
  close(): Promise<void>;
}

export interface DuckDBSettings {
  readonly threads: number;
  /** What DuckDB itself may use before it spills to the folder. */
  readonly memoryLimit: string;
  /** Whether rows stay in the order in which they are read. */
  readonly ordered: boolean;
}

/** Milliseconds after which work is interrupted again that has begun another query meanwhile. */
const INTERRUPT_EVERY = 50;

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
  const running = new Set<Promise<unknown>>();
  let closed = false;
  return {
    folder,
    async use(work) {
      if (closed) throw new DriftError('interrupted', 'the database was closed');
      const result = work(connection);
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    async close() {
      closed = true;
      while (running.size > 0) {
        connection.interrupt();
        await Promise.race([Promise.allSettled(running), setTimeout(INTERRUPT_EVERY)]);
      }
      connection.closeSync();
      instance.closeSync();
      removeFolder(folder);
    },
  };
}
