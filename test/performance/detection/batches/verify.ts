import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckResult } from '../../../../exporter/src/detection/result.js';
import { Draws } from '../../../support/randomness.js';
import { driftExporter, measureProcess, option } from '../../measureProcess.js';
import { changed, changes, fits, isOfColumn, waysOf } from './changes.js';
import { pick, type Column, type Values } from './column.js';
import { sideOf } from './compare.js';
import { dataSetNames, readDataSet } from './dataSets.js';
import { Deck } from './rows.js';
import { decide, look, verdicts } from './rules.js';
import { referenceRowsOf } from './trial.js';

/**
 * Are the rules of the bench those of the programs? Writes batches as pairs of Parquet files with what the bench says of them,
 * and runs `drift-exporter check` on each. `verify_peers.py` does the same with Evidently and NannyML.
 *
 *     node build/test/performance/detection/batches/verify.js --batches 60 --seed 5
 *     python3 test/performance/detection/batches/verify_peers.py .cache/bench/detection/verify
 */
const batches = option('batches', 60);
const seed = option('seed', 5);
const SIZES = [100, 1_000, 10_000];
const folder = resolve('.cache', 'bench', 'detection', 'verify');

await rm(folder, { recursive: true, force: true });
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
let [features, agreed] = [0, 0];
for (const [order, name] of dataSetNames.entries()) {
  const { columns, rows } = await readDataSet(name);
  const draws = new Draws(seed + order);
  const deck = new Deck(rows, draws);
  for (let index = order; index < batches; index += dataSetNames.length) {
    deck.rewind(0);
    const places = deck.draw(referenceRowsOf(rows));
    const own = deck.draw(SIZES[Math.floor(index / dataSetNames.length) % SIZES.length] as number);
    const options = changes.filter(isOfColumn);
    const change = options[draws.below(options.length)];
    const isQuiet = draws.below(5) === 0;
    const batch = columns.map((column) => {
      const values = pick(column, own);
      if (change === undefined || isQuiet || !fits(change, column)) return values;
      return changed(values, column, change, draws.below(waysOf(change, column)), draws);
    });
    const reference = columns.map((column) => pick(column, places));
    const looked = columns.map((column, at) =>
      look(sideOf(column, reference[at] as Values).compare(batch[at] as Values)),
    );
    const verdict = verdicts(looked);
    const decided = decide(looked, verdict);
    const place = join(folder, String(index));
    await mkdir(place, { recursive: true });
    const files = ['reference', 'current'].map((side) => join(place, `${side}.parquet`)) as [string, string];
    await write(connection, columns, reference, files[0]);
    await write(connection, columns, batch, files[1]);
    const said = {
      data: name,
      change: isQuiet ? 'none' : change,
      columns: columns.map((column) => column.name),
      decided,
    };
    await writeFile(join(place, 'bench.json'), JSON.stringify(said));
    const { out } = await measureProcess(
      driftExporter(
        ...['check', '--reference', files[0], '--current', files[1], '--format', 'json'],
        ...['--features', columns.map((column) => column.name).join(',')],
      ),
    );
    const checked = (JSON.parse(out) as CheckResult).features;
    for (const result of verdict) {
      const { drifted, severity, reason } = checked.find(({ feature }) => feature === result.feature) ?? {};
      features++;
      if (drifted === result.drifted && severity === result.severity) agreed++;
      else console.log(`${place} ${result.feature}: ${result.reason}; check says ${reason ?? 'nothing'}`);
    }
  }
}
console.log(`drift-exporter check: ${agreed} of ${features} verdicts of ${batches} batches agree`);
connection.closeSync();
instance.closeSync();

/** Numbers as DOUBLE, categories as text, missing ones as NULL. */
async function write(
  connection: DuckDBConnection,
  columns: readonly Column[],
  values: readonly Values[],
  file: string,
): Promise<void> {
  const json = `${file}.json`;
  const rows = Array.from({ length: values[0]?.length ?? 0 }, (_, row) =>
    JSON.stringify(
      Object.fromEntries(columns.map((column, at) => [column.name, cell(column, values[at]?.[row] ?? NaN)])),
    ),
  );
  await writeFile(json, rows.join('\n'));
  const types = columns.map(({ name, kind }) => `'${name}': '${kind === 'numeric' ? 'DOUBLE' : 'VARCHAR'}'`);
  await connection.run(
    `COPY (SELECT * FROM read_json('${json}', format = 'newline_delimited', columns = {${types.join(', ')}}))
     TO '${file}' (FORMAT parquet)`,
  );
  await rm(json);
}

function cell(column: Column, value: number): number | string | null {
  if (column.kind === 'numeric') return Number.isNaN(value) ? null : value;
  return value < 0 ? null : (column.names[value] ?? 'a new category');
}
