import { randomNumbers } from '../../contract/fixture.js';

export const START = Date.parse('2024-01-01T00:00:00Z');
const DAY = 86_400_000;
export const numeric = ['a', 'b', 'c', 'd', 'e', 'f'];
export const categorical = ['color', 'shop'];
export const names = [...numeric, ...categorical];

export type Cell = number | string;

/** One row: its time in milliseconds, then a value of each feature. */
export type Row = readonly [number, ...Cell[]];

/** So many rows of one day, the same ones in each run. */
export function madeRows(count: number): Row[] {
  const random = randomNumbers(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (_, index): Row => [
    START + Math.floor((index * DAY) / count),
    normal(),
    Math.round(normal() * 1000) / 10,
    random() * 1e6,
    normal() ** 3,
    Math.floor(random() * 50),
    normal() + random(),
    ['red', 'green', 'blue'][Math.floor(random() ** 2 * 3)] ?? 'red',
    `shop ${Math.floor(random() ** 3 * 200)}`,
  ]);
}
