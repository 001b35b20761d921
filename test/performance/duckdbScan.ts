import { DuckDBInstance } from '@duckdb/node-api';

/** DuckDB's own aggregates over every column of the files named on the command line. */
const instance = await DuckDBInstance.create();
const connection = await instance.connect();
for (const file of process.argv.slice(2)) {
  const description = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${file}'`);
  const items = description.getRowsJS().map(([name]) => {
    const column = `"${String(name)}"`;
    return ['count', 'min', 'max', 'avg', 'stddev'].map((aggregate) => `${aggregate}(${column})`).join(', ');
  });
  await connection.run(`SELECT ${items.join(', ')} FROM '${file}'`);
}
connection.closeSync();
