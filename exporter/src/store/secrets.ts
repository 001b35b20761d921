import type { Queryable } from './database.js';

/**
 * The secret of this name. The first one that is offered is kept, so that whoever shares the store has the same; whoever
 * reads the store's tables knows it.
 */
export async function keptSecret(queryable: Queryable, name: string, offered: string): Promise<string> {
  await queryable.query('INSERT INTO drift.secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    name,
    offered,
  ]);
  const [kept] = await queryable.query<{ value: string }>('SELECT value FROM drift.secrets WHERE name = $1', [
    name,
  ]);
  return kept?.value ?? offered;
}
