import type { ModelConfig } from './schema.js';

/** Where rows come from, in the shape that sources take. */
export type RelationConfig =
  { readonly table: string } | { readonly query: string } | { readonly files: readonly string[] };

/** The rows that a model is fed with. */
export function relationOf({
  table,
  query,
  files,
}: Pick<ModelConfig, 'table' | 'query' | 'files'>): RelationConfig {
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
