import type { ExactDistances, Selection } from '../../exporter/src/sources/source.js';
import { columnFixture, randomNumbers, type Value } from './fixture.js';
import type { Access } from './testSource.js';

const random = randomNumbers(9);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const sample = (count: number, make: () => number): number[] => Array.from({ length: count }, make);

const reference = sample(400, normal);
const cases: [string, readonly Value[], readonly Value[]][] = [
  ['no value twice', reference, sample(300, () => normal() + 0.3)],
  ['many ties', sample(500, () => Math.round(normal() * 3)), sample(200, () => Math.round(normal() * 3 + 1))],
  ['the same rows', reference, reference],
  ['apart', [1, 2, 3], [10, 11]],
  ['null and NaN', [1, null, 2, NaN, 3], [null, 2, 2, NaN]],
  ['infinities', [1, 2, -Infinity, 3, Infinity], [Infinity, 2, 4, Infinity, -Infinity, -Infinity]],
  ['nothing finite on a side', [1, 2], [Infinity, -Infinity]],
  ['an empty side', [1, 2, 3], []],
  ['both empty', [null], [NaN]],
  ['constants', [5, 5, 5], [4, 4]],
  ['far from zero', reference.map((value) => value + 1.7e9), sample(100, () => normal() + 1.7e9)],
  ['large numbers', sample(20, () => normal() * 1e307), sample(30, () => normal() * 2e307)],
  ['small numbers', sample(20, () => normal() * 1e-300), [5e-324, 0, 1e-310]],
];

/** The definitions, value by value. */
function expected(before: readonly Value[], after: readonly Value[]): ExactDistances {
  const present = (values: readonly Value[]): number[] =>
    values.flatMap((value) => (typeof value === 'number' && !Number.isNaN(value) ? [value] : []));
  const [a, b] = [present(before), present(after)];
  const counts = { feature: 'value', referenceRows: a.length, currentRows: b.length };
  if (a.length === 0 || b.length === 0)
    return { ...counts, kolmogorovSmirnov: 0, cramerVonMises: 0, ties: false };
  const pooled = [...a, ...b].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
  const share = (values: readonly number[], limit: number): number =>
    values.filter((value) => value <= limit).length / values.length;
  const gaps = pooled.map((value) => Math.abs(share(a, value) - share(b, value)));
  const [finiteA, finiteB] = [a.filter(Number.isFinite), b.filter(Number.isFinite)];
  const finite = pooled.filter(Number.isFinite);
  const areas = finite.slice(1).map((value, index) => {
    const previous = finite[index] ?? value;
    return Math.abs(share(finiteA, previous) - share(finiteB, previous)) * (value - previous);
  });
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    ...counts,
    kolmogorovSmirnov: Math.max(...gaps),
    ...(finiteA.length > 0 && finiteB.length > 0 ? { wasserstein: sum(areas) } : {}),
    cramerVonMises: (a.length * b.length * sum(gaps.map((gap) => gap * gap))) / pooled.length ** 2,
    ties: new Set(pooled).size < pooled.length,
  };
}

export function testExact(access: Access): void {
  const expectDistances = (actual: ExactDistances | undefined, wanted: ExactDistances): void => {
    const { kolmogorovSmirnov, wasserstein, cramerVonMises, ...rest } = wanted;
    expect(actual).toMatchObject(rest);
    const pairs = [
      [actual?.kolmogorovSmirnov, kolmogorovSmirnov],
      [actual?.wasserstein, wasserstein],
      [actual?.cramerVonMises, cramerVonMises],
    ] as const;
    for (const [number, other] of pairs) {
      if (other === undefined || Number.isNaN(other)) expect(number).toEqual(other);
      else
        expect(Math.abs((number ?? NaN) - other)).toBeLessThanOrEqual(
          1e-9 * Math.max(Math.abs(other), 1e-300),
        );
    }
  };

  test.each(cases)('exact distances: %s', async (_, before, after) => {
    const { source, load } = access();
    if (!source.capabilities.exactDistances) return;
    const [first, second] = await Promise.all(
      [before, after].map((values) => load(columnFixture(values, 'double'))),
    );
    const [[distances] = []] = await source.exact(
      { relation: first as Selection['relation'] },
      [{ relation: second as Selection['relation'] }],
      [{ name: 'value', kind: 'numeric' }],
    );
    expectDistances(distances, expected(before, after));
  });

  test('exact distances of many windows and features from one reference', async () => {
    const { source, load } = access();
    if (!source.capabilities.exactDistances) return;
    const start = Date.parse('2024-01-01T00:00:00Z');
    const day = 86_400_000;
    const rows = sample(900, random).map((share, index) => ({
      at: start + share * 20 * day,
      a: normal() + index / 900,
      b: Math.floor(random() * 5),
    }));
    const relation = await load({
      columns: [
        { name: 'at', type: 'timestamptz' },
        { name: 'a', type: 'double' },
        { name: 'b', type: 'bigint' },
      ],
      rows: rows.map(({ at, a, b }) => [new Date(at).toISOString(), a, b]),
    });
    const window = (from: number, to: number): Selection => ({
      relation,
      timestampColumn: 'at',
      from: new Date(start + from * day),
      to: new Date(start + to * day),
    });
    const inside = ({ from, to }: Selection, name: 'a' | 'b'): number[] =>
      rows
        .filter(({ at }) => Math.floor(at) >= Number(from) && Math.floor(at) < Number(to))
        .map((row) => row[name]);
    const first = window(0, 3);
    const windows = Array.from({ length: 17 }, (_, index) => window(index + 3, index + 4));
    const distances = await source.exact(first, windows, [
      { name: 'a', kind: 'numeric' },
      { name: 'b', kind: 'numeric' },
    ]);
    expect(distances).toHaveLength(17);
    windows.forEach((other, index) => {
      (['a', 'b'] as const).forEach((name, feature) => {
        const wanted = expected(inside(first, name), inside(other, name));
        expectDistances(distances[index]?.[feature], { ...wanted, feature: name });
      });
    });
  });
}
