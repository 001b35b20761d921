import { z } from 'zod';
import { integer, section } from '../config/fields.js';
import { everything } from './capabilities.js';
import type { SourceFactory } from './sourceFactory.js';

const options = () =>
  section({
    type: z.literal('duckdb'),
    memory_limit: z
      .string()
      .regex(/^\d+(\.\d+)?\s*[KMGT]i?B$/i, { error: 'expected a size such as "512MB" or "4GB"' })
      .optional(),
    threads: integer(1, 1_024).optional(),
  });

/** DuckDB in our own process: reads Parquet, CSV and NDJSON files. */
export const duckdb = {
  readsFiles: true,
  capabilities: everything,
  options,
  async open(name, { threads, memory_limit }, onAnswer) {
    const { createDuckDBSource } = await import('./duckdb.js');
    return createDuckDBSource({
      name,
      onAnswer,
      ...(threads === undefined ? {} : { threads }),
      ...(memory_limit === undefined ? {} : { memoryLimit: memory_limit }),
    });
  },
} satisfies SourceFactory<z.output<ReturnType<typeof options>>>;
