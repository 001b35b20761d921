import type { Config, ImportanceConfig, ModelConfig } from '../../config/schema.js';

/** How much features matter in the user's words, and where that was written. */
export interface ImportanceWish {
  readonly config: ImportanceConfig;
  /** The key and its file, for warnings. */
  readonly place: string;
}

/** Empty where a model says nothing of it. */
export function importanceWishOf(
  { file }: Pick<Config, 'file'>,
  { name, part, importance }: Pick<ModelConfig, 'name' | 'part' | 'importance'>,
): { readonly importance?: ImportanceWish } {
  if (importance === undefined) return {};
  const place = `${file} importance of model ${JSON.stringify(part?.of ?? name)}`;
  return { importance: { config: importance as ImportanceConfig, place } };
}
