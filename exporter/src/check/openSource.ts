import type { SourceConfig } from '../config/schema.js';
import type { Source } from '../sources/source.js';

/** Opens a configured source. Its engine is loaded only now, since a check needs but one. */
export async function openSource(name: string, config: SourceConfig): Promise<Source> {
  switch (config.type) {
    case 'duckdb': {
      const { createDuckDBSource } = await import('../sources/duckdb.js');
      const { threads, memory_limit } = config;
      return createDuckDBSource({
        name,
        ...(threads === undefined ? {} : { threads }),
        ...(memory_limit === undefined ? {} : { memoryLimit: memory_limit }),
      });
    }
    case 'postgres': {
      throw new Error('later');
    }
  }
}
