import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import fc from 'fast-check';
import { growth } from '../testing/growth';
import { recordedFrames, recordings } from '../testing/recordedFrames';
import { readSeries, type Series } from './series';

const frame = (fields: ReadonlyArray<Record<string, unknown>>, refId = 'A'): DataFrame =>
  toDataFrame({ refId, fields: fields.map((field) => ({ config: {}, ...field })) });
const time = (values: readonly unknown[], name = 'time') => ({ name, type: FieldType.time, values });
const text = (name: string, values: readonly unknown[]) => ({ name, type: FieldType.string, values });
const numbers = (name: string, values: readonly unknown[], labels?: Record<string, string>) => ({
  name,
  type: FieldType.number,
  values,
  labels,
});
const short = ({ role, labels, times, values }: Series) => ({ role, labels, times, values });

describe('readSeries of wide frames', () => {
  it('takes the role from the metric, and leaves its name out of the labels', () => {
    const labels = { __name__: 'drift_psi_noise_floor', model: 'm', feature: 'age', window: '1h' };
    const [series] = readSeries([frame([time([1, 2]), numbers('Value', [0.1, 0.2], labels)])]);
    expect(series && short(series)).toEqual({
      role: 'noise_floor',
      labels: { model: 'm', feature: 'age', window: '1h' },
      times: [1, 2],
      values: [0.1, 0.2],
    });
  });

  it('takes the role from the query where the metric’s name is gone', () => {
    const one = frame([time([1]), numbers('Value', [0.1], { feature: 'age' })], 'noise_floor');
    const other = frame([time([1]), numbers('Value', [0.3], { feature: 'age' })], 'A');
    expect(readSeries([one, other]).map(({ role }) => role)).toEqual(['noise_floor', 'score']);
  });

  it('calls unlabelled columns after their features', () => {
    const series = readSeries([frame([time([1]), numbers('age', [0.1]), numbers('income', [0.2])])]);
    expect(series.map(({ role, labels }) => [role, labels.feature])).toEqual([
      ['score', 'age'],
      ['score', 'income'],
    ]);
  });

  it('has columns of one feature belong together', () => {
    const columns = [numbers('psi', [0.1]), numbers('psi_noise_floor', [0.2]), numbers('threshold_critical', [0.3])];
    expect(readSeries([frame([time([1]), ...columns])]).map(({ role, labels }) => [role, labels])).toEqual([
      ['score', { feature: '' }],
      ['noise_floor', { feature: '' }],
      ['threshold', { feature: '', severity: 'critical' }],
    ]);
  });

  it('reads PostgreSQL’s time series, whose texts have become labels', () => {
    const labels = { feature: 'age', window_name: '1h', reference_version: 'a', severity: 'none' };
    expect(readSeries([frame([time([1]), numbers('psi', [0.1], labels)])])[0]?.labels).toEqual({
      feature: 'age',
      window: '1h',
    });
  });

  it('keeps the version of a reference, and no feature', () => {
    const labels = { __name__: 'drift_reference_info', model: 'm', version: 'a' };
    expect(readSeries([frame([time([1]), numbers('Value', [1], labels)])])[0]).toMatchObject({
      role: 'reference',
      labels: { model: 'm', version: 'a', feature: '' },
    });
  });

  it('sorts by time, drops rows without one, and has nothing for what is no number', () => {
    const values = [3, NaN, 1, Infinity, 5];
    const [series] = readSeries([frame([time([30, 20, 10, 40, null]), numbers('psi', values)])]);
    expect(series && short(series)).toMatchObject({ times: [10, 20, 30, 40], values: [1, null, 3, null] });
    expect(series?.rows).toEqual([2, 1, 0, 3]);
  });

  it('has NaN for times where the data has none', () => {
    expect(readSeries([frame([numbers('psi', [0.1])])])[0]?.times).toEqual([NaN]);
  });
});

describe('readSeries of several frames', () => {
  const replica = (instance: string, times: readonly number[], values: readonly number[], metric = 'drift_psi') =>
    frame([time(times), numbers('Value', values, { __name__: metric, feature: 'age', instance })]);

  it('makes one series of replicas, with the larger value', () => {
    expect(
      readSeries([replica('a', [1, 2], [0.1, 0.5]), replica('b', [2, 3], [0.4, 0.3])]).map(({ times, values }) => [
        times,
        values,
      ])
    ).toEqual([
      [
        [1, 2, 3],
        [0.1, 0.5, 0.3],
      ],
    ]);
  });

  it('never mixes two statistics: PSI goes first', () => {
    const all = readSeries([replica('a', [1], [0.9], 'drift_ks_statistic'), replica('a', [1], [0.1])]);
    expect(all.map(({ metric, values }) => [metric, values])).toEqual([['drift_psi', [0.1]]]);
  });

  it('takes hardly more than four times as long for 2,000 features as for 500, and for a table of 100,000 rows as for 25,000', () => {
    const many = (features: number): DataFrame[] =>
      Array.from({ length: features }, (_, index) =>
        frame([time([1, 2]), numbers('Value', [1, 2], { __name__: 'drift_psi', feature: `f${index}` })])
      );
    expect(readSeries(many(2000))).toHaveLength(2000);
    expect(growth(many, readSeries, 500)).toBeLessThan(10);
    const long = (length: number): DataFrame[] => {
      const rows = Array.from({ length }, (_, row) => row);
      const features = rows.map((row) => `f${row % 500}`);
      const columns = ['psi', 'psi_noise_floor', 'rows_current'].map((name) => numbers(name, rows));
      return [frame([time(rows), text('feature', features), ...columns])];
    };
    expect(readSeries(long(100_000))).toHaveLength(1500);
    expect(growth(long, readSeries, 25_000)).toBeLessThan(10);
  });
});

describe('readSeries', () => {
  it.each(recordings)('makes series in order of %s', (name) => {
    for (const { times, values, rows } of readSeries(recordedFrames(name))) {
      expect(values).toHaveLength(times.length);
      expect(rows).toHaveLength(times.length);
      expect(times.every((each, index) => index === 0 || each > (times[index - 1] ?? NaN) || times.length === 1)).toBe(
        true
      );
      expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
    }
  });

  it('knows the roles of recorded queries', () => {
    expect(new Set(readSeries(recordedFrames('prometheusRangeRoles')).map(({ role }) => role))).toContain(
      'noise_floor'
    );
    expect(readSeries(recordedFrames('postgresReferences'))[0]).toMatchObject({
      role: 'reference',
      labels: { model: 'flights' },
    });
    const [series] = readSeries(recordedFrames('prometheusInstantTable'));
    expect(series).toMatchObject({ role: 'score', labels: { model: 'flights' } });
  });

  it('never throws, whatever columns there are', () => {
    const names = fc.constantFrom(
      'time',
      'psi',
      'feature',
      'severity',
      'severity_order',
      'version',
      '__name__',
      'window',
      'x',
      ''
    );
    const types = fc.constantFrom(
      FieldType.string,
      FieldType.number,
      FieldType.time,
      FieldType.boolean,
      FieldType.other
    );
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.constant({})
    );
    const column = fc.record({ name: names, type: types, values: fc.array(cell, { minLength: 3, maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(fc.array(column, { maxLength: 5 }), { maxLength: 3 }), (frames) => {
        expect(() => readSeries(frames.map((columns) => frame(columns)))).not.toThrow();
      })
    );
  });
});
