import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import { sum } from 'd3-array';
import fc from 'fast-check';
import { densityUnit, heightsOf, widthOf } from './heights';
import { DISTRIBUTION_OVERLAY_DEFAULTS as defaults } from './options';
import type { Picture } from './picture';
import { prepare } from './prepare';

function table(columns: Record<string, unknown[]>): DataFrame {
  return toDataFrame({
    refId: 'A',
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      type: values.some((value) => typeof value === 'string') ? FieldType.string : FieldType.number,
      values,
    })),
  });
}

describe('properties', () => {
  const amount = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true }));
  const edges = fc.uniqueArray(fc.double({ min: -1e9, max: 1e9, noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 12,
    comparator: (a, b) => Math.abs(a - b) < 1e-3,
  });
  const numeric = edges
    .map((each) => [...each].sort((a, b) => a - b))
    .chain((sorted) => {
      const amounts = fc.array(amount, { minLength: sorted.length + 1, maxLength: sorted.length + 1 });
      return fc.record({ edges: fc.constant(sorted), reference: amounts, current: amounts });
    });
  type Numeric = { edges: number[]; reference: number[]; current: number[] };
  const columnsOf = ({ edges: sorted, reference, current }: Numeric) => ({
    lower: [null, ...sorted],
    upper: [...sorted, null],
    reference,
    current,
  });
  const cellsOf = (picture: Picture) =>
    picture.kind === 'bars'
      ? picture.bars.filter(({ role }) => role !== 'missing')
      : [picture.below, ...picture.bins, picture.above].filter((bin) => bin !== undefined);

  test('shares of a side sum to 1', () => {
    fc.assert(
      fc.property(numeric, (given) => {
        const result = prepare([table(columnsOf(given))], defaults);
        for (const picture of 'data' in result ? result.data.pictures : []) {
          for (const side of ['reference', 'current'] as const) {
            const shares = cellsOf(picture).map((cell) => cell[side]);
            if (shares.some((share) => share !== undefined)) {
              expect(sum(shares)).toBeCloseTo(1, 9);
            }
          }
        }
      })
    );
  });

  test('densities integrate to the share of the bounded cells, on either axis', () => {
    fc.assert(
      fc.property(numeric, fc.boolean(), (given, isLog) => {
        const shifted = isLog ? { ...given, edges: given.edges.map((edge) => edge + 2e9) } : given;
        const result = prepare([table(columnsOf(shifted))], { ...defaults, axis: isLog ? 'log' : 'linear' });
        for (const picture of 'data' in result ? result.data.pictures : []) {
          if (picture.kind === 'bins') {
            const heights = heightsOf(picture, 'density', isLog);
            const unit = densityUnit(picture.bins, isLog).width;
            for (const side of ['reference', 'current'] as const) {
              const areas = picture.bins.map(
                (bin, index) => ((heights[side]?.[index] ?? 0) * widthOf(bin, isLog)) / unit
              );
              expect(sum(areas)).toBeCloseTo(sum(picture.bins.map((bin) => bin[side] ?? 0)), 9);
            }
          }
        }
      })
    );
  });

  test('the order of rows is irrelevant', () => {
    const shuffled = numeric.chain((given) =>
      fc.record({
        given: fc.constant(given),
        order: fc.shuffledSubarray(
          given.reference.map((_, index) => index),
          { minLength: given.reference.length }
        ),
      })
    );
    fc.assert(
      fc.property(shuffled, ({ given, order }) => {
        const columns: Record<string, unknown[]> = columnsOf(given);
        const reordered = Object.fromEntries(
          Object.entries(columns).map(([name, values]) => [name, order.map((index) => values[index])])
        );
        expect(plain([table(reordered)])).toEqual(plain([table(columns)]));
      })
    );
  });

  test('the order of series is irrelevant', () => {
    const series = (dataset: string, upper: string, value: number): DataFrame =>
      toDataFrame({
        refId: 'A',
        fields: [
          { name: 'Time', type: FieldType.time, values: [1000] },
          { name: 'Value', type: FieldType.number, labels: { feature: 'age', dataset, upper }, values: [value] },
        ],
      });
    const all = ['reference', 'current'].flatMap((dataset, side) =>
      ['1', '2', '10', '+Inf'].map((upper, index) => series(dataset, upper, [0.1, 0.4 + side / 10, 0.9, 1][index] ?? 0))
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (frames) => {
        expect(plain(frames)).toEqual(plain(all));
      })
    );
  });

  test('never throws, whatever a table holds', () => {
    const anything = fc.oneof(
      fc.constantFrom(null, undefined, NaN, Infinity, -Infinity, 0, -1, 1, '', '+Inf', 'a', ' a', '1.0'),
      fc.double(),
      fc.string()
    );
    const names = [
      'lower',
      'upper',
      'le',
      'category',
      'bucket',
      'reference',
      'current',
      'dataset',
      'feature',
      'psi',
      'Value',
    ];
    const frame = fc
      .record({ chosen: fc.subarray(names, { minLength: 1 }), length: fc.integer({ min: 0, max: 6 }) })
      .chain(({ chosen, length }) =>
        fc
          .tuple(...chosen.map(() => fc.array(anything, { minLength: length, maxLength: length })))
          .map((values) => table(Object.fromEntries(chosen.map((name, index) => [name, values[index] ?? []]))))
      );
    fc.assert(
      fc.property(frame, fc.constantFrom('density', 'share', 'cumulative'), (given, measure) => {
        const result = prepare([given], { ...defaults, measure: measure as 'density' });
        expect('warning' in result ? result.warning : result.data.pictures.length).toBeTruthy();
      }),
      { numRuns: 500 }
    );
  });

  /** What is drawn, without where it came from. */
  function plain(frames: readonly DataFrame[]) {
    const result = prepare(frames, defaults);
    return 'data' in result
      ? result.data.pictures.map(({ source, finding, ...picture }) => picture)
      : result.warning.replace(/ .*/, '');
  }
});
