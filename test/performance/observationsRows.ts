import { DuckDBInstance } from '@duckdb/node-api';
import { Draws } from '../support/randomness.js';

/** Sixteen numeric features and four categorical ones. */
export const FEATURES = 20;
const NUMERIC = 16;
const CATEGORIES = 'abcdefgh';

/** Bodies of so many rows each, as a client has them ready. */
export function bodiesOf(rows: number, count: number): Buffer[] {
  const draws = new Draws(1);
  const value = (feature: number): number | string => {
    if (feature >= NUMERIC) return CATEGORIES.charAt(draws.below(CATEGORIES.length));
    return Number(((draws.uniform() + draws.uniform() - 1) * 3 * (feature + 1)).toFixed(6));
  };
  const row = () =>
    Object.fromEntries(Array.from({ length: FEATURES }, (_, index) => [`feature_${index}`, value(index)]));
  return draws.many(count, () => Buffer.from(JSON.stringify(draws.many(rows, row))));
}

/** A file of rows as those that are sent. */
export async function writeReference(path: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const columns = Array.from({ length: FEATURES }, (_, index) =>
    index < NUMERIC
      ? `round((random() + random() - 1) * ${3 * (index + 1)}, 6) AS feature_${index}`
      : `substr('${CATEGORIES}', 1 + floor(random() * ${CATEGORIES.length})::INT, 1) AS feature_${index}`,
  );
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(100000)) TO '${path}'`);
  connection.closeSync();
  instance.closeSync();
}
