import type { RowSample } from '../../exporter/src/sources/rowSample.js';
import { randomNumbers, type Fixture } from './fixture.js';
import type { Access } from './testSource.js';

const ROWS = 400;
const FEATURES = [
  { name: 'x', kind: 'numeric' },
  { name: 'c', kind: 'categorical' },
] as const;

/** Rows of which each tenth is missing, and of which half are alike but for their time. */
function fixture(): Fixture {
  const random = randomNumbers(11);
  return {
    columns: [
      { name: 'x', type: 'double' },
      { name: 'c', type: 'text' },
      { name: 'at', type: 'timestamptz' },
    ],
    rows: Array.from({ length: ROWS }, (_, index) => [
      index % 10 === 0 ? null : index % 2 === 0 ? 7 : random(),
      index % 10 === 1 ? null : index % 2 === 0 ? "it's" : `c${index % 3}`,
      new Date(Date.UTC(2024, 0, 1, 0, 0, Math.floor(index / 4))).toISOString(),
    ]),
  };
}

const rowsOf = ({ rows, times, values: [x = [], c = []] }: RowSample): unknown[][] =>
  Array.from({ length: rows }, (_, index) => [times?.[index], x[index], c[index]]);

export function testSample(access: Access): void {
  test('a sample is some of the rows, the same ones each time, and others for another seed', async () => {
    const { source, load, time } = access();
    if (source.sample === undefined) return;
    const relation = await load(fixture());
    const selection = { relation, timestampColumn: time ?? 'at' };
    const ask = async (most: number, seed = 1): Promise<unknown[][]> =>
      rowsOf(
        (await source.sample?.({ selection, features: FEATURES, most, seed })) ?? { rows: 0, values: [] },
      );
    const all = fixture().rows.map(([x, c, at]) => [Date.parse(String(at)), x ?? Number.NaN, c]);
    const sorted = (rows: readonly unknown[][]): string[] => rows.map((row) => row.join()).sort();
    expect(sorted(await ask(1_000))).toEqual(sorted(all));
    const some = await ask(50);
    expect(some).toHaveLength(50);
    expect(await ask(50)).toEqual(some);
    expect(sorted(await ask(50, 2))).not.toEqual(sorted(some));
    const whole = new Set(sorted(all));
    expect(sorted(some).filter((row) => !whole.has(row))).toEqual([]);
    // rows that are alike are drawn one by one
    const alike = some.filter(([, x]) => x === 7).length;
    expect(alike).toBeGreaterThan(8);
    expect(alike).toBeLessThan(35);
    const to = new Date(Date.UTC(2024, 0, 1, 0, 0, 10));
    const early = await source.sample({
      selection: { ...selection, to },
      features: FEATURES,
      most: 1_000,
      seed: 1,
    });
    expect(early.rows).toBe(40);
  });

  test('of rows without times that are all alike, as many as asked for', async () => {
    const { source, load } = access();
    if (source.sample === undefined || !source.capabilities.untimed) return;
    const relation = await load({
      columns: [{ name: 'c', type: 'text' }],
      rows: Array.from({ length: 30 }, () => ['a']),
    });
    const request = {
      selection: { relation },
      features: [{ name: 'c', kind: 'categorical' }],
      most: 20,
      seed: 1,
    } as const;
    const { rows, times, values } = await source.sample(request);
    expect({ rows, times, values }).toEqual({
      rows: 20,
      times: undefined,
      values: [Array.from({ length: 20 }, () => 'a')],
    });
  });
}
