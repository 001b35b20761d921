import { storableText, type Queryable } from './database.js';

/** What people see of a model beside its results. */
export interface ModelDescription {
  readonly model: string;
  readonly team?: string;
  readonly source: string;
  readonly timeZone: string;
}

export async function ensureModel(queryable: Queryable, model: string): Promise<void> {
  await queryable.query(
    `INSERT INTO drift.models (model) SELECT $1::text
     WHERE NOT EXISTS (SELECT FROM drift.models WHERE model = $1) ON CONFLICT DO NOTHING`,
    [storableText(model)],
  );
}

/** Keeps how a model is configured, for the views. */
export async function describeModel(
  queryable: Queryable,
  { model, team, source, timeZone }: ModelDescription,
): Promise<void> {
  await queryable.query(
    `INSERT INTO drift.models (model, team, source, time_zone) VALUES ($1, $2, $3, $4)
     ON CONFLICT (model) DO UPDATE SET team = excluded.team, source = excluded.source, time_zone = excluded.time_zone`,
    [storableText(model), team ?? null, source, timeZone],
  );
}
