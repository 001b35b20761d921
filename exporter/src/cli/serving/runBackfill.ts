import type { BackfillCommandOptions } from '../backfill.js';

export async function runBackfill(options: BackfillCommandOptions): Promise<number> {
  void options;
  return 0;
}
