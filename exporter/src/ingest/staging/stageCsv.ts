import { readCsv } from '../../sources/duckdbFiles.js';
import type { DuckDBFiles } from '../../sources/duckdbFiles.js';
import { quoteText } from '../../sources/sql.js';
import type { Scratch } from '../scratch.js';
import type { Staged } from './staged.js';

/**
 * Reads CSV once, all of it as text: which lines are rows must not depend on types, since an ingest that was broken off goes on at a
 * row. Lines that do not fit are put aside instead of ending the file.
 */
export async function stageCsv(scratch: Scratch, file: string, { delimiter }: DuckDBFiles): Promise<Staged> {
  const found = await scratch.query(
    `DESCRIBE SELECT * FROM ${readCsv(file, delimiter, 'auto_detect=true, all_varchar=true, ignore_errors=true')}`,
  );
  const columns = found.map(([name]) => ({ name: String(name), type: 'VARCHAR' }));
  const types = columns.map(({ name }) => `${quoteText(name)}: 'VARCHAR'`).join(', ');
  const options = `auto_detect=false, columns={${types}}, store_rejects=true, rejects_limit=0`;
  await scratch.query(`CREATE TABLE text AS SELECT * FROM ${readCsv(file, delimiter, options)}`);
  await scratch.query('CREATE VIEW staged AS SELECT rowid AS __row, * FROM text');
  const rows = await scratch.number('SELECT count(*) FROM text');
  // the reader's lines are records, however many line breaks their fields hold; the first is the header
  await keepRejects(scratch, rows, 1);
  return { columns, rows, lines: false, isText: true };
}

/** Makes the table `rejected` of what the reader has put aside. @param header records before the first row */
export async function keepRejects(scratch: Scratch, rows: number, header: number): Promise<void> {
  await scratch.query(`CREATE TABLE rejected AS
    SELECT least(greatest(number - row_number() OVER (ORDER BY byte), 0), ${rows}) AS place, * FROM (
      SELECT min(line)::BIGINT - ${header} AS number, line_byte_position::BIGINT AS byte,
        trim(any_value(csv_line), chr(10) || chr(13)) AS raw, min(error_message) AS message
      FROM reject_errors GROUP BY line_byte_position)`);
}
