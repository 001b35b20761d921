import { DuckDBInstance } from '@duckdb/node-api';
import { Draws } from '../support/randomness.js';

/** Sixteen numeric features and four categorical ones. */
export const FEATURES = 20;
const NUMERIC = 16;
const CATEGORIES = 'abcdefgh';

/** What a model of labelled rows has besides: the first feature is its score. */
export const LABELLED = ', prediction_column: feature_0, label_column: late';

/** Bodies of so many rows each, as a client has them ready. @param labelled each row has a label and a score */
export function bodiesOf(rows: number, count: number, labelled = false): Buffer[] {
  const draws = new Draws(1);
  const value = (feature: number): number | string => {
    if (labelled && feature === 0) return Number(draws.uniform().toFixed(6));
    if (feature >= NUMERIC) return CATEGORIES.charAt(draws.below(CATEGORIES.length));
    return Number(((draws.uniform() + draws.uniform() - 1) * 3 * (feature + 1)).toFixed(6));
  };
  const row = () => ({
    ...Object.fromEntries(Array.from({ length: FEATURES }, (_, index) => [`feature_${index}`, value(index)])),
    ...(labelled ? { late: draws.uniform() < 0.2 } : {}),
  });
  return draws.many(count, () => Buffer.from(JSON.stringify(draws.many(rows, row))));
}

/** A file of rows as those that are sent. */
export async function writeReference(path: string, labelled = false): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const columns = Array.from({ length: FEATURES }, (_, index) =>
    labelled && index === 0
      ? 'round(random(), 6) AS feature_0'
      : index < NUMERIC
        ? `round((random() + random() - 1) * ${3 * (index + 1)}, 6) AS feature_${index}`
        : `substr('${CATEGORIES}', 1 + floor(random() * ${CATEGORIES.length})::INT, 1) AS feature_${index}`,
  );
  if (labelled) columns.push('random() < 0.2 AS late');
  await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(100000)) TO '${path}'`);
  connection.closeSync();
  instance.closeSync();
}
