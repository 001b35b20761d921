import { readCsv } from '../../sources/duckdbFiles.js';
import type { DuckDBFiles } from '../../sources/duckdbFiles.js';
import type { Scratch } from '../scratch.js';
import type { Staged, Wanted } from './staged.js';

const FLOATING = /^(DOUBLE|FLOAT|DECIMAL)/;

/**
 * Reads CSV once. Floating-point columns are read as such; all others as text, since the reader rounds 1.5 to an integer and
 * makes nothing of a time that it does not know. Lines that do not fit are put aside instead of ending the file.
 */
export async function stageCsv(
  scratch: Scratch,
  file: string,
  { delimiter }: DuckDBFiles,
  wanted: Wanted,
): Promise<Staged> {
  const found = await scratch.query(
    `DESCRIBE SELECT * FROM ${readCsv(file, delimiter, 'auto_detect=true, ignore_errors=true')}`,
  );
  const columns = found.map(([name, guessed]) => {
    const type = wanted(String(name)) ?? String(guessed);
    // a decimal of the target's is exact only as text
    const isFloating =
      wanted(String(name)) === undefined ? FLOATING.test(type) : /^(DOUBLE|FLOAT)$/.test(type);
    return { name: String(name), type: isFloating ? 'DOUBLE' : 'VARCHAR' };
  });
  const types = columns.map(({ name, type }) => `'${name.replaceAll("'", "''")}': '${type}'`).join(', ');
  const options = `auto_detect=false, columns={${types}}, store_rejects=true, rejects_limit=0`;
  await scratch.query(`CREATE TABLE text AS SELECT * FROM ${readCsv(file, delimiter, options)}`);
  await scratch.query('CREATE VIEW staged AS SELECT rowid AS __row, * FROM text');
  const rows = await scratch.number('SELECT count(*) FROM text');
  // a line's place follows from its number, unless fields before it hold line breaks: then it counts as later than it was
  await scratch.query(`CREATE TABLE rejected AS
    SELECT least(greatest(number - row_number() OVER (ORDER BY byte), 0), ${rows}) AS place, * FROM (
      SELECT min(line)::BIGINT - 1 AS number, line_byte_position::BIGINT AS byte, any_value(csv_line) AS raw,
        list(DISTINCT CASE error_type WHEN 'CAST' THEN 'type' ELSE 'malformed' END) AS kinds,
        list(column_name ORDER BY column_idx) FILTER (error_type = 'CAST') AS columns,
        min(error_message) AS message
      FROM reject_errors GROUP BY line_byte_position)`);
  return { columns, rows, lines: false, isText: true };
}
