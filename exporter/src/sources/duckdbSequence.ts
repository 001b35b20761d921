import { DriftError } from '../errors.js';
import { duckdbError } from './duckdbErrors.js';
import { place, type DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import type { OnValues, Selection } from './source.js';

/** Values of an expression in the order of time, then of value, so that rows of one moment have an order, too. */
export async function readSequence(
  relations: DuckDBRelations,
  selection: Selection,
  expression: string,
  onValues: OnValues,
): Promise<void> {
  const { relation, timestampColumn, timestampZone } = selection;
  if (timestampColumn === undefined)
    throw new DriftError('config_invalid', 'an order in time needs a timestamp_column');
  const instant = await relations.instant(relation, timestampColumn, timestampZone);
  const items = [asDouble(`epoch_ms(${instant})`), asDouble(expression)];
  const rows = `SELECT ${items[0]} AS time, ${items[1]} AS value FROM ${await relations.rows(selection)}`;
  const sql = `SELECT time, value FROM (${rows}) WHERE NOT isnan(time) AND NOT isnan(value) ORDER BY time, value`;
  try {
    await relations.exclusive((connection) =>
      scanDoubles(connection, sql, ([times, values]) => {
        if (times !== undefined && values !== undefined) onValues(times, values);
      }),
    );
  } catch (error) {
    throw duckdbError(error, place(relation));
  }
}
