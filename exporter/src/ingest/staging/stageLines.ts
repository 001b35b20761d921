import { DriftError } from '../../errors.js';
import { quoteIdentifier, quoteText } from '../../sources/sql.js';
import type { Scratch } from '../scratch.js';
import { keepRejects } from './stageCsv.js';
import { LINE, type Staged } from './staged.js';

/** A line of JSON is no longer than this. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Reads NDJSON line by line, so that one that is no JSON object fails alone. Values come as text.
 * @param object SQL of the object in `line`: the line itself, or a part of it
 */
export async function stageLines(scratch: Scratch, file: string, object = 'line'): Promise<Staged> {
  const options = `auto_detect=false, header=false, delim='\x1f', quote='', escape='', comment='', columns={line: 'VARCHAR'}`;
  await scratch.query(`CREATE TABLE lines AS SELECT line FROM read_csv([${quoteText(file)}], ${options},
    max_line_size=${LONGEST_LINE}, store_rejects=true, rejects_limit=0) WHERE trim(line) <> ''`);
  const [[first] = []] = await scratch.query('SELECT line FROM lines LIMIT 1');
  if (String(first).trimStart().startsWith('[')) {
    throw new DriftError(
      'input_malformed',
      'is a JSON array; write one object a line, for example with jq -c ".[]"',
      {
        file,
        line: 1,
      },
    );
  }
  // conditions are not always looked at in their order, so what is no JSON is taken out of the value itself
  const valid = 'CASE WHEN json_valid(line) THEN line END';
  const part = object.replace('line', valid);
  const isObject = `coalesce(json_type(${part}) = 'OBJECT', false)`;
  const value = `CASE WHEN ${isObject} THEN ${part} END`;
  const keys = await scratch.query(`SELECT key FROM (
    SELECT unnest(json_keys(${value})) AS key, rowid AS place FROM lines)
    GROUP BY key ORDER BY min(place), key`);
  const columns = keys.map(([key]) => ({ name: String(key), type: 'VARCHAR' }));
  const pointers = columns.map(({ name }) =>
    quoteText(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  const values = columns.map(({ name }, index) => `value[${index + 1}] AS ${quoteIdentifier(name)}`);
  await scratch.query(`CREATE TABLE text AS
    SELECT ${[...values, `CASE WHEN NOT is_object THEN line END AS ${LINE}`, 'line AS __whole'].join(', ')}
    FROM (SELECT line, ${isObject} AS is_object,
      json_extract_string(${value}, [${pointers.join(', ')}]::VARCHAR[]) AS value FROM lines)`);
  await scratch.query('DROP TABLE lines');
  if (object === 'line') await scratch.query('ALTER TABLE text DROP COLUMN __whole');
  await scratch.query('CREATE VIEW staged AS SELECT rowid AS __row, * FROM text');
  const rows = await scratch.number('SELECT count(*) FROM text');
  await keepRejects(scratch, rows, 0);
  return { columns, rows, lines: true, isText: true };
}
