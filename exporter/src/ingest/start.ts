import { DriftError } from '../errors.js';
import { hasGrownFrom, identify } from './identity.js';
import type { IngestContext, IngestInput } from './ingestFile.js';
import { EMPTY, type Tally } from './tally.js';
import type { LedgerEntry } from './targets/target.js';

/** Where the work on a file begins. */
export interface Start {
  readonly content: string;
  readonly bytes: number;
  readonly modified: number;
  /** Its entry, where it was begun before. */
  readonly entry?: LedgerEntry;
  /** Rows before this one are done. */
  readonly position: number;
  /** Rejected lines before this byte are done; 0 where `position` tells. */
  readonly doneBytes: number;
  readonly tally: Tally;
  /** The entry of what the file was when it was broken off, which this one continues. */
  readonly replaced?: string;
}

/**
 * A file is known by its content, whatever its name. One that has grown at its end goes on after the rows that are done; one that
 * has changed otherwise is only taken with a key, which tells what is there already, or as asked.
 * @throws DriftError `input_changed`
 */
export async function startOf(
  { model, target, asNew }: Pick<IngestContext, 'model' | 'target' | 'asNew'>,
  { file, name, files, replay }: IngestInput,
): Promise<Start> {
  const identity = await identify(file);
  const entry = await target.entry(identity.content);
  const fresh = { ...identity, position: 0, doneBytes: 0, tally: EMPTY };
  if (entry !== undefined) {
    return { ...fresh, entry, position: entry.position, tally: entry.tally };
  }
  const before = name === 'stdin' || replay ? undefined : await target.latest(name);
  if (before === undefined) return fresh;
  const canGrow = files.format !== 'parquet' && !/\.(gz|zst)$/i.test(file);
  if (canGrow && (await hasGrownFrom(file, before))) {
    return before.finished
      ? { ...fresh, position: before.position, doneBytes: before.bytes }
      : { ...fresh, position: before.position, tally: before.tally, replaced: before.content };
  }
  if (model.ingest?.key !== undefined || asNew) return fresh;
  throw new DriftError(
    'input_changed',
    `has changed since it was ingested on ${new Date(before.updated).toISOString()}, and not only by rows at its end: rows of it may be there already; name the columns that tell rows apart (ingest.key), or take it as a new file with --as-new`,
    { file: name },
  );
}
