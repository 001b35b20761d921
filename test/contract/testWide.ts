import type { CategoricalCells, NumericCells } from '../../exporter/src/sources/source.js';
import { expectCounts } from './expectCounts.js';
import { columnOf, randomNumbers, type ColumnType, type Fixture, type Value } from './fixture.js';
import { expectedCounts } from './oracle.js';
import type { Access } from './testSource.js';

const HOUR = 3_600_000;
const START = Date.parse('2024-01-01T00:00:00Z');
const ROWS = 60;
const NUMBERS = 180;
const TEXTS = 25;

const random = randomNumbers(11);
const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

/** Each column has cells of its own, so that none is taken for another. */
const numericCells = (index: number): NumericCells => ({
  kind: 'numeric',
  edges: Float64Array.from([-1, 0, 1], (edge) => edge + index / 10),
  center: index / 10,
  scale: 1.5,
  minimum: -2,
  maximum: 2 + index / 10,
});
const textCells = (index: number): CategoricalCells => ({
  kind: 'categorical',
  categories: ['red', `green ${index}`],
  others: ['blue'],
  complete: index % 3 > 0,
});
const columns = [
  ...Array.from({ length: NUMBERS }, (_, index) => ({
    name: `n${index}`,
    type: 'double' as ColumnType,
    cells: numericCells(index),
    // in one column numbers whose squares overflow
    value: (): Value => pick<Value>(null, index / 10, index === 40 ? 1e300 : 5, random() * 6 - 3),
  })),
  ...Array.from({ length: TEXTS }, (_, index) => ({
    name: `c${index}`,
    type: 'text' as ColumnType,
    cells: textCells(index),
    value: (): Value => pick<Value>(null, 'red', `green ${index}`, 'blue', 'purple'),
  })),
];

const fixture: Fixture = {
  columns: [
    { name: 'at', type: 'timestamptz' },
    { name: 'region', type: 'text', key: true },
    ...columns.map(({ name, type }) => ({ name, type })),
  ],
  rows: Array.from({ length: ROWS }, () => [
    new Date(START + Math.floor(random() * 3 * HOUR)).toISOString(),
    pick('north', 'south', 'west'),
    ...columns.map(({ value }) => value()),
  ]),
};

const features = columns.map(({ name, cells }) => ({ feature: { name, kind: cells.kind }, cells }));
const times = columnOf(fixture, 'at').map((at) => Date.parse(String(at)));

/** So many columns that sources count them in batches. */
export function testWide(access: Access): void {
  test.each([
    ['in one bucket', {}],
    [
      'in buckets and segments',
      { bucket: HOUR, segments: [{ column: 'region', values: ['north', 'west'] }] },
    ],
  ])('each of many features %s', async (_, request: { bucket?: number; segments?: Segments }) => {
    const { source, load, time } = access();
    const relation = await load(fixture);
    const counts = await source.count({
      selection: { relation, timestampColumn: time ?? 'at' },
      features,
      ...request,
    });
    const regions = columnOf(fixture, 'region').map((region) =>
      (request.segments ?? []).map(
        ({ values }) => `region=${values.includes(String(region)) ? String(region) : 'other'}`,
      ),
    );
    const expected = columns.flatMap(({ name, cells }) => {
      const rows = columnOf(fixture, name).map((value, index) => ({
        value: value as number | string | null,
        time: times[index] ?? null,
        segments: regions[index] ?? [],
      }));
      return expectedCounts(name, cells, rows, request);
    });
    expectCounts(counts, expected, source.capabilities);
  });
}

type Segments = readonly { readonly column: string; readonly values: readonly string[] }[];
