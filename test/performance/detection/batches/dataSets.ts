import { DuckDBInstance } from '@duckdb/node-api';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchData } from './fetchData.js';
import { columnOf, type Column } from './column.js';

/** Real rows, of which references and batches are drawn. */
export interface DataSet {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Columns to read, in SQL; text is a category, all else a number. */
interface Recipe {
  readonly file: 'flights' | readonly [r: string, name: string];
  readonly numbers: string;
  readonly categories: string;
}

const recipes: Readonly<Record<string, Recipe>> = {
  /** All flights that left New York in 2013, with the weather: examples/flights. */
  flights: {
    file: 'flights',
    numbers:
      'departure_hour distance_miles temperature_f humidity_pct wind_speed_mph precipitation_in pressure_mb visibility_mi ' +
      'departure_delay_min air_time_min late_probability',
    categories: 'carrier origin dest predicted_late',
  },
  /** Prices and measures of round-cut diamonds: ggplot2. */
  diamonds: {
    file: ['ggplot2', 'diamonds'],
    numbers: 'carat depth table price x y z',
    categories: 'cut color clarity',
  },
  /** Films of the Internet Movie Database: ggplot2. */
  movies: {
    file: ['ggplot2', 'movies'],
    numbers: 'year length budget rating votes r1 r2 r3 r4 r5 r6 r7 r8 r9 r10',
    categories: 'mpaa Action Animation Comedy Drama Documentary Romance Short',
  },
  /** Batting records of the major leagues, 1871 to 2007: plyr. */
  baseball: {
    file: ['plyr', 'baseball'],
    numbers: 'year stint g ab r h X2b X3b hr rbi sb cs bb so ibb hbp sh sf gidp',
    categories: 'team lg',
  },
};

export type DataSetName = keyof typeof recipes;
export const dataSetNames = Object.keys(recipes);

const flights = fileURLToPath(new URL('../../../../../examples/flights/flights.parquet', import.meta.url));

/** Reads a data set; all but the flights are fetched first. */
export async function readDataSet(name: string): Promise<DataSet> {
  const recipe = recipes[name];
  if (recipe === undefined) throw new Error(`there is no data set ${name}, only ${dataSetNames.join(', ')}`);
  const { file, numbers, categories } = recipe;
  const from =
    file === 'flights'
      ? `'${flights}'`
      : `read_csv('${join(await fetchData(), file[0], `${file[1]}.csv`)}', nullstr = ['', 'NA'], sample_size = -1)`;
  const split = (names: string): string[] => names.split(' ');
  const chosen = [
    ...split(numbers).map((column) => `CAST("${column}" AS DOUBLE) AS "${column}"`),
    ...split(categories).map((column) => `CAST("${column}" AS VARCHAR) AS "${column}"`),
  ];
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(`SELECT ${chosen.join(', ')} FROM ${from}`);
  const values = result.getColumns();
  connection.closeSync();
  instance.closeSync();
  const columns = [...split(numbers), ...split(categories)].map((column, index) =>
    columnOf(
      column,
      (values[index] ?? []) as readonly (number | string | null)[],
      index < split(numbers).length,
    ),
  );
  return { name, rows: values[0]?.length ?? 0, columns };
}
