import { rm, writeFile } from 'node:fs/promises';
import type { DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import type { SharedBuffers } from './samples/sharedBuffers.js';
import { pieceLengthOf, type Run, type SpilledSample } from './samples/spilledSample.js';
import type { WorkerPool } from './samples/workerPool.js';
import type { Feature, Selection } from './source.js';
import { valueOf } from './sql.js';

/** Runs that are being sorted while the next is read. */
const RUNS_AT_ONCE = 2;

/**
 * Reads a feature into a temporary file, a run of `runLength` values after the other, each sorted by a worker, so that
 * memory does not depend on the number of rows.
 */
export async function spillSample(
  { relations, pool, buffers }: { relations: DuckDBRelations; pool: WorkerPool; buffers: SharedBuffers },
  selection: Selection,
  feature: Feature,
  { path, runLength }: { path: string; runLength: number },
): Promise<SpilledSample> {
  const sql = `SELECT ${asDouble(valueOf(feature))} FROM ${await relations.rows(selection)}`;
  await writeFile(path, '');
  const runs: Promise<Run>[] = [];
  let column = buffers.take(runLength);
  let filled = 0;
  let rows = 0;
  const flush = (): void => {
    const offset = rows * 8;
    rows += filled;
    const run = pool.run('spill', column, filled, path, offset).then((spilled) => {
      buffers.give(spilled.free);
      return spilled.run;
    });
    // it may fail long before it is waited for
    run.catch(() => undefined);
    runs.push(run);
  };
  try {
    await relations.exclusive((connection) =>
      scanDoubles(connection, sql, async ([values = new Float64Array()]) => {
        for (let done = 0; done < values.length;) {
          const part = values.subarray(done, done + runLength - filled);
          column.set(part, filled);
          filled += part.length;
          done += part.length;
          if (filled < runLength) continue;
          flush();
          filled = 0;
          await runs.at(-1 - RUNS_AT_ONCE);
          column = buffers.take(runLength);
        }
      }),
    );
    flush();
    const written = (await Promise.all(runs)).filter(({ length }) => length > 0);
    return { rows, path, runs: written, pieceLength: pieceLengthOf(written.length) };
  } catch (error) {
    // a worker may still write what is then removed
    await Promise.allSettled(runs);
    await rm(path, { force: true });
    throw error;
  }
}
