import { availableParallelism } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { parenthesise } from './sql.js';

export const DEFAULT_THREADS = availableParallelism();

/** Gets the columns of a chunk as doubles (valid until it is done with them), and how many rows it holds. */
export type OnChunk = (columns: readonly Float64Array[], rows: number) => void | Promise<void>;

/** A SELECT item that gives a double a row, NaN where it is NULL, so that a column is one plain array. */
export function asDouble(expression: string): string {
  return `coalesce(${parenthesise(expression)}::DOUBLE, 'nan'::DOUBLE)`;
}

/** Streams a query whose every column is a double, chunk by chunk, in flat memory. */
export async function scanDoubles(
  connection: DuckDBConnection,
  sql: string,
  onChunk: OnChunk,
): Promise<void> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const rows = chunk.rowCount;
    const columns = Array.from({ length: chunk.columnCount }, (_, index) => {
      // the package's own vectors hand out one boxed value at a time
      const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, index), rows * 8);
      return new Float64Array(bytes.buffer, bytes.byteOffset, rows);
    });
    const pending = onChunk(columns, rows);
    if (pending !== undefined) await pending;
  }
}
