import { DriftError } from '../errors.js';
import type { Column, Relation, Source } from '../sources/source.js';
import type { Failure } from './features.js';

export interface ReadRelation {
  readonly relation: Relation;
  readonly columns: readonly Column[];
  /** Columns that hold what their type does not allow; they are read as text from now on. */
  readonly failed: readonly Failure[];
}

/**
 * The columns of a relation. In a text file the types are guesses from its first rows: `expected` types (of the other
 * side) come before them, and a column that turns out to break its type fails alone.
 */
export async function readColumns(
  source: Source,
  relation: Relation,
  expected: readonly Column[] = [],
): Promise<ReadRelation> {
  if (!isText(relation)) return { relation, columns: await source.columns(relation), failed: [] };
  const types: Record<string, string> = { ...relation.columnTypes };
  const guessed = expected.length === 0 ? [] : await source.columns(relation);
  for (const column of expected) {
    const type = guessed.some(({ name }) => name === column.name) ? textType(column) : undefined;
    if (type !== undefined) types[column.name] = type;
  }
  const failed: Failure[] = [];
  for (;;) {
    const typed = { files: relation.files, columnTypes: { ...types } };
    try {
      return { relation: typed, columns: await source.columns(typed), failed };
    } catch (error) {
      const feature = error instanceof DriftError ? error.context.feature : undefined;
      if (!(error instanceof DriftError) || feature === undefined || types[feature] === 'VARCHAR')
        throw error;
      failed.push({ feature, error });
      types[feature] = 'VARCHAR';
    }
  }
}

export function isText(relation: Relation): relation is Extract<Relation, { files: readonly string[] }> {
  return (
    'files' in relation &&
    relation.files.every((file) => /\.(csv|tsv|txt|ndjson|jsonl|json)(\.gz|\.zst)?$/i.test(file))
  );
}

/** The SQL type in which a text file should hold the other side's column. */
function textType({ kind, type }: Column): string | undefined {
  if (kind === 'numeric') return 'DOUBLE';
  if (kind === 'categorical') return /^bool/i.test(type) ? 'BOOLEAN' : 'VARCHAR';
  return undefined;
}
