import { storableText, type Queryable } from './database.js';

export interface SeriesKey {
  readonly segment: string;
  readonly feature: string;
  readonly kind: string;
}

/** Numbers of a model's series, made where there are none, in one go. */
export async function seriesIds(
  queryable: Queryable,
  model: string,
  version: string,
  keys: Iterable<SeriesKey>,
): Promise<(segment: string, feature: string) => number> {
  const unique = new Map<string, SeriesKey>();
  for (const key of keys) unique.set(nameOf(key.segment, key.feature), key);
  const found = new Map<string, number>();
  if (unique.size > 0) {
    // in one order for all, so that no two writers wait for each other
    const named = [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
    const values = [
      storableText(model),
      version,
      named.map(({ segment }) => storableText(segment)),
      named.map(({ feature }) => storableText(feature)),
      named.map(({ kind }) => kind),
    ];
    // a conflict would use up a number, so only what is new is tried
    await queryable.query(
      `INSERT INTO drift.series (model, version, segment, feature, kind)
       SELECT DISTINCT ON (n.segment, n.feature) $1::text, $2::text, n.segment, n.feature, n.kind
       FROM unnest($3::text[], $4::text[], $5::text[]) AS n(segment, feature, kind)
       WHERE NOT EXISTS (SELECT FROM drift.series s
         WHERE s.model = $1 AND s.version = $2 AND s.segment = n.segment AND s.feature = n.feature)
       ORDER BY n.segment, n.feature
       ON CONFLICT DO NOTHING`,
      values,
    );
    const rows = await queryable.query<{ id: number; segment: string; feature: string }>(
      `SELECT s.id, s.segment, s.feature FROM drift.series s
       JOIN (SELECT DISTINCT * FROM unnest($3::text[], $4::text[]) AS u(segment, feature)) n
         ON n.segment = s.segment AND n.feature = s.feature
       WHERE s.model = $1 AND s.version = $2`,
      values.slice(0, 4),
    );
    for (const { id, segment, feature } of rows) found.set(nameOf(segment, feature), id);
  }
  return (segment, feature) => {
    const id = found.get(nameOf(storableText(segment), storableText(feature)));
    if (id === undefined) throw new RangeError(`no series of ${JSON.stringify(feature)}`);
    return id;
  };
}

/** A name with a NUL in between, which no stored name has. */
function nameOf(segment: string, feature: string): string {
  return `${segment}\0${feature}`;
}
