import type {
  MomentRequest,
  MomentSums,
  PrincipalAxes,
  StandardisedFeature,
} from '../../exporter/src/sources/moments.js';
import { expectClose } from './expectCounts.js';
import { expectedMoments, type MomentRow } from './expectedMoments.js';
import { randomNumbers, type Fixture } from './fixture.js';
import type { Access } from './testSource.js';

const HOUR = 3_600_000;
const TOLERANCE = 1e-9;

const numeric = (name: string, center = 0, scale = 1, expression?: string): StandardisedFeature => ({
  feature: { name, kind: 'numeric', ...(expression === undefined ? {} : { expression }) },
  center,
  scale,
});

/** Columns x0, x1, … and, where any row has one, the time `at`. */
function fixtureOf(rows: readonly MomentRow[], width = rows[0]?.values.length ?? 2): Fixture {
  const isTimed = rows.some(({ time }) => time !== undefined);
  const names = Array.from({ length: width }, (_, index) => `x${index}`);
  const timeOf = ({ time }: MomentRow): string | null =>
    typeof time === 'number' ? new Date(time).toISOString() : null;
  return {
    columns: [
      ...names.map((name) => ({ name, type: 'double' as const })),
      ...(isTimed ? [{ name: 'at', type: 'timestamptz' as const }] : []),
    ],
    rows: rows.map((row) => [...row.values, ...(isTimed ? [timeOf(row)] : [])]),
  };
}

function expectMoments(actual: readonly MomentSums[], expected: readonly MomentSums[]): void {
  const counts = ({ bucketStart, rows }: MomentSums): object => ({ bucketStart, rows });
  expect(actual.map(counts)).toEqual(expected.map(counts));
  for (const [index, { sums, products, residuals }] of actual.entries()) {
    const wanted = expected[index] as MomentSums;
    expectClose(sums, wanted.sums, TOLERANCE);
    expectClose(products, wanted.products, TOLERANCE);
    expect(residuals === undefined).toBe(wanted.residuals === undefined);
    expectClose([residuals ?? 0], [wanted.residuals ?? 0], TOLERANCE);
  }
}

/** An axis along the first two features, and one that has no weight but on the third. */
function axesOf(width: number): PrincipalAxes {
  const along = (weights: Readonly<Record<number, number>>): Float64Array =>
    Float64Array.from({ length: width }, (_, index) => weights[index] ?? 0);
  return {
    mean: along({ 0: 0.25, 1: -0.5 }),
    deviation: new Float64Array(width).fill(1.5),
    components: [along({ 0: 0.6, 1: 0.8 }), along({ 2: 1 })],
  };
}

export function testMoments(access: Access): void {
  async function check(
    features: readonly StandardisedFeature[],
    rows: readonly MomentRow[],
    { bucket, axes }: Pick<MomentRequest, 'bucket' | 'axes'> = {},
  ): Promise<void> {
    const { source, load, time } = access();
    if (!source.capabilities.jointMoments) return;
    const relation = await load(fixtureOf(rows, rows[0]?.values.length ?? features.length));
    const isTimed = rows.some((row) => row.time !== undefined);
    const selection = { relation, ...(isTimed ? { timestampColumn: time ?? 'at' } : {}) };
    const request = {
      features,
      ...(bucket === undefined ? {} : { bucket }),
      ...(axes === undefined ? {} : { axes }),
    };
    expectMoments(await source.moments({ selection, ...request }), expectedMoments(request, rows));
  }

  test('a source without joint moments says so', async () => {
    const { source, load } = access();
    if (source.capabilities.jointMoments) return;
    const selection = { relation: await load(fixtureOf([{ values: [1, 2], time: 0 }])) };
    const asked = source.moments({ selection, features: [numeric('x0')] });
    await expect(asked).rejects.toMatchObject({ code: 'config_invalid' });
  });

  test('moments with what is missing, not finite, constant and far out', async () => {
    const values = [
      [1, 5, 1.7e9 - 1, null],
      [2, 5, 1.7e9 + 1, 1e300],
      [null, 5, 1.7e9, -1e300],
      [NaN, 5, null, 1e-300],
      [Infinity, 5, NaN, 5e-324],
      [-Infinity, 5, 1.7e9 + 1, 1.7e308],
      [0.1, 5, 1.7e9 - 1, -1.7e308],
    ];
    const features = [
      numeric('x0', 0.5, 2),
      numeric('x1', 4, 3),
      numeric('x2', 1.7e9, 0.9),
      numeric('x3', 0, 2),
    ];
    const rows = values.map((of) => ({ values: of }));
    await check(features, rows);
    await check(features, rows, { axes: axesOf(4) });
  });

  test('moments of numbers near the ends of double precision', async () => {
    const rows = [1e308, -1e308, 1.6e308, -1.6e308, 5e-324, 0, null, 1e154].map((value, index) => ({
      values: [value, index * 1e-200],
    }));
    await check([numeric('x0', 1e307, 1e308), numeric('x1', 3e-200, 2e-200)], rows);
    await check([numeric('x0', -1.5e308, 1e300), numeric('x1', 0, 1)], rows);
  });

  test('moments of no rows, and of one', async () => {
    const features = [numeric('x0', 1, 2), numeric('x1'), numeric('x2', -1)];
    await check(features, [], { axes: axesOf(3) });
    await check(features, [{ values: [3, null, 7] }], { axes: axesOf(3) });
    await check(features, [{ values: [3, null, 7], time: 5 * HOUR }], { axes: axesOf(3), bucket: HOUR });
  });

  test('moments per bucket, without the rows that have no time', async () => {
    const random = randomNumbers(5);
    const rows = Array.from({ length: 300 }, (_, index): MomentRow => {
      const x = random() * 4 - 2;
      return {
        time: index % 50 === 49 ? null : Math.floor((random() - 0.5) * 9 * HOUR),
        values: [x, index % 7 === 0 ? null : x + random(), random()],
      };
    });
    const features = [numeric('x0', 0.1, 1.2), numeric('x1', 0, 1.3), numeric('x2', 0.5, 0.3)];
    await check(features, rows, { bucket: HOUR, axes: axesOf(3) });
    await check(features, rows, { bucket: 250 });
    // without buckets every row counts
    await check(features, rows);
  });

  test('moments of a window', async () => {
    const { source, load, time } = access();
    if (!source.capabilities.jointMoments) return;
    const rows = Array.from({ length: 10 }, (_, hour) => ({
      time: hour * HOUR,
      values: [hour, hour * hour],
    }));
    const selection = {
      relation: await load(fixtureOf(rows)),
      timestampColumn: time ?? 'at',
      from: new Date(2 * HOUR),
      to: new Date(5 * HOUR),
    };
    const features = [numeric('x0'), numeric('x1')];
    const inside = expectedMoments({ features }, rows.slice(2, 5));
    expectMoments(await source.moments({ selection, features }), inside);
    const empty = { ...selection, from: new Date(50 * HOUR), to: new Date(60 * HOUR) };
    expect(await source.moments({ selection: empty, features, bucket: HOUR })).toEqual([]);
    expectMoments(await source.moments({ selection: empty, features }), expectedMoments({ features }, []));
  });

  test('moments of an expression, and of whole numbers', async () => {
    const { source, load } = access();
    if (!source.capabilities.jointMoments) return;
    const numbers = [1, 2, null, 40];
    const relation = await load({
      columns: [
        { name: 'Count "n"', type: 'bigint' },
        { name: 'x1', type: 'double' },
      ],
      rows: numbers.map((value, index) => [value, index]),
    });
    const features = [numeric('Count "n"', 2, 3), numeric('twice', 0, 1, '"x1" * 2 -- twice')];
    const rows = numbers.map((value, index) => ({ values: [value, index * 2] }));
    expectMoments(
      await source.moments({ selection: { relation }, features }),
      expectedMoments({ features }, rows),
    );
  });

  test('moments of so many features that engines ask in blocks', async () => {
    const random = randomNumbers(3);
    const rows = Array.from({ length: 40 }, () => {
      const common = random();
      return {
        values: Array.from({ length: 60 }, (_, index) => (random() < 0.1 ? null : common * index + random())),
      };
    });
    const features = Array.from({ length: 60 }, (_, index) => numeric(`x${index}`, index / 2, 1 + index / 3));
    await check(features, rows, { axes: axesOf(60) });
  });

  test('a constant or a text has no moments', async () => {
    const { source, load } = access();
    if (!source.capabilities.jointMoments) return;
    const selection = { relation: await load(fixtureOf([{ values: [1, 2] }])) };
    const text: StandardisedFeature = { ...numeric('x0'), feature: { name: 'x0', kind: 'categorical' } };
    for (const wrong of [numeric('x0', 1, 0), numeric('x0', NaN, 1), text]) {
      const asked = source.moments({ selection, features: [numeric('x1'), wrong] });
      await expect(asked).rejects.toMatchObject({ code: 'config_invalid', context: { feature: 'x0' } });
    }
    const unfit = source.moments({ selection, features: [numeric('x0')], axes: axesOf(2) });
    await expect(unfit).rejects.toMatchObject({ code: 'config_invalid' });
  });
}
