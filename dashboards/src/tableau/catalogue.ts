import type { Queryable } from '../../../exporter/src/store/database.js';

/** A column as PostgreSQL knows it. */
export interface CatalogueColumn {
  readonly name: string;
  /** As `format_type` writes it, such as `double precision`. */
  readonly type: string;
  readonly comment: string;
}

export interface CatalogueView {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly CatalogueColumn[];
}

/** The views that people read, by name. */
export type Catalogue = ReadonlyMap<string, CatalogueView>;

/** Reads the views `v1_…` of a result store with their columns in order; empty where there is no store. */
export async function readCatalogue(database: Pick<Queryable, 'query'>): Promise<Catalogue> {
  const rows = await database.query<{ view: string; about: string | null } & CatalogueColumn>(
    `SELECT c.relname AS view, obj_description(c.oid, 'pg_class') AS about, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type, coalesce(col_description(c.oid, a.attnum), '') AS comment
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = to_regnamespace('drift') AND c.relkind = 'v' AND c.relname LIKE 'v1\\_%'
     ORDER BY c.relname COLLATE "C", a.attnum`,
  );
  const views = new Map<string, CatalogueView>();
  for (const { view, about, name, type, comment } of rows) {
    const columns = [...(views.get(view)?.columns ?? []), { name, type, comment }];
    views.set(view, { name: view, comment: about ?? '', columns });
  }
  return views;
}
