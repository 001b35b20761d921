import { DuckDBInstance } from '@duckdb/node-api';
import { gridOver } from '../../support/samples.js';

/** One feature's counts in every hour of every day: days × 24 × (PSI cells, then missing), row-major. */
export interface DayCounts {
  readonly feature: string;
  readonly isNumeric: boolean;
  readonly cells: number;
  readonly counts: Float64Array;
}

/** What features speak of: the timetable hardly changes from day to day, the weather is never the same. */
export const groups = {
  timetable: ['departure_hour', 'distance_miles', 'carrier', 'origin', 'dest'],
  operations: ['departure_delay_min', 'air_time_min', 'late_probability', 'predicted_late'],
  weather: [
    'temperature_f',
    'humidity_pct',
    'wind_speed_mph',
    'precipitation_in',
    'pressure_mb',
    'visibility_mi',
  ],
} as const;

/** Of 2013. */
export const FLIGHT_DAYS = 365;
const HOURS = FLIGHT_DAYS * 24;

const numeric = [
  'departure_hour',
  'distance_miles',
  'temperature_f',
  'humidity_pct',
  'wind_speed_mph',
  'precipitation_in',
  'pressure_mb',
  'visibility_mi',
  'departure_delay_min',
  'air_time_min',
  'late_probability',
  'predicted_late',
];
const categorical = ['carrier', 'origin', 'dest'];
export const segments = [
  '',
  'origin=EWR',
  'origin=JFK',
  'origin=LGA',
  'carrier=UA',
  'carrier=B6',
  'carrier=EV',
  'carrier=DL',
];

/**
 * The flights of 2013 by New York's day and hour, all of them and in segments: features whose rows of an hour, and hours
 * of a day, depend on one another as they do in life.
 *
 * @param file the flights
 * @param cellsFrom so many days from January 1 on are the reference over which cells are laid
 */
export async function flightDays(
  file: string,
  cellsFrom: number,
  wanted: readonly string[] = segments,
): Promise<DayCounts[]> {
  const columns = await (read.get(file) ?? readColumns(file));
  read.set(file, Promise.resolve(columns));
  const hours = columns.get('hour') ?? [];
  return wanted.flatMap((segment) => {
    const [by = '', value] = segment.split('=');
    const own = columns.get(by);
    const rows = hours.flatMap((hour, row) =>
      Number(hour) >= 0 && Number(hour) < HOURS && (own === undefined || own[row] === value) ? [row] : [],
    );
    return [...numeric, ...categorical]
      .filter((name) => name !== by)
      .map((name): DayCounts => {
        const values = columns.get(name) ?? [];
        const before = rows.filter((row) => Number(hours[row]) < cellsFrom * 24).map((row) => values[row]);
        const { cells, cellOf } = numeric.includes(name) ? numericCells(before) : categoricalCells(before);
        const counts = new Float64Array(HOURS * (cells + 1));
        for (const row of rows) {
          const at = Number(hours[row]) * (cells + 1) + cellOf(values[row]);
          counts[at] = (counts[at] as number) + 1;
        }
        const feature = segment === '' ? name : `${name} of ${segment}`;
        return { feature, isNumeric: numeric.includes(name), cells, counts };
      });
  });
}

/** What was read once is read again for other cells. */
const read = new Map<string, Promise<Map<string, unknown[]>>>();

interface CellsOf {
  readonly cells: number;
  /** The cell of a value; `cells` where it is missing. */
  readonly cellOf: (value: unknown) => number;
}

function numericCells(reference: readonly unknown[]): CellsOf {
  const grid = gridOver(reference.map(asNumber));
  const edges = Array.from(grid.psiEdges, (index) => grid.edges[index] as number);
  const cells = edges.length + 1;
  const cellOf = (value: unknown): number => {
    const x = asNumber(value);
    if (Number.isNaN(x)) return cells;
    let cell = 0;
    while (cell < edges.length && x > (edges[cell] as number)) cell++;
    return cell;
  };
  return { cells, cellOf };
}

function categoricalCells(reference: readonly unknown[]): CellsOf {
  const names = Array.from(new Set(reference.filter((value) => value !== null)));
  const places = new Map(names.map((name, cell) => [name, cell]));
  // then `other`, always empty, and `unseen`
  const cells = names.length + 2;
  return { cells, cellOf: (value) => (value === null ? cells : (places.get(value) ?? cells - 1)) };
}

function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}

async function readColumns(file: string): Promise<Map<string, unknown[]>> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const local = "scheduled_at AT TIME ZONE 'America/New_York'";
  const items = [
    `floor(epoch(${local} - TIMESTAMP '2013-01-01') / 3600)::DOUBLE AS hour`,
    ...numeric.map((name) => `${name}::DOUBLE AS ${name}`),
    ...categorical,
  ];
  const result = await connection.runAndReadAll(`SELECT ${items.join(', ')} FROM '${file}'`);
  const names = result.columnNames();
  const columns = result.getColumnsJS();
  connection.closeSync();
  instance.closeSync();
  return new Map(names.map((name, index) => [name, columns[index] ?? []]));
}
