import type { ModelConfig } from './schema.js';

/** Where rows come from, in the shape that sources take. */
export type RelationConfig =
  { readonly table: string } | { readonly query: string } | { readonly files: readonly string[] };

/** What stands for rows that are sent to us and lie nowhere: no configured table has an empty name. */
export const STREAM = { table: '' } as const;

/** The rows that a model is fed with. */
export function relationOf({
  table,
  query,
  files,
  stream,
}: Pick<ModelConfig, 'table' | 'query' | 'files' | 'stream'>): RelationConfig {
  if (stream) return STREAM;
  if (table !== undefined) return { table };
  return query !== undefined ? { query } : { files: files ?? [] };
}

/** The rows that a model is compared with: the model's own, unless its reference names others. */
export function referenceRelationOf(model: ModelConfig): RelationConfig {
  const reference = model.reference;
  switch (reference?.kind) {
    case 'table':
      return { table: reference.table };
    case 'query':
      return { query: reference.query };
    case 'files':
      return { files: reference.files };
    default:
      return relationOf(model);
  }
}
