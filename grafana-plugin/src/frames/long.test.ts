import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import { readSeries, type Series } from './series';

const MINUTE = 60_000;

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

describe('readSeries of long tables', () => {
  it('reads several windows and number columns with roles', () => {
    const table = frame([
      time([2, 1, 1], 'window_end'),
      text('model', ['m', 'm', 'm']),
      text('feature', ['age', 'age', 'age']),
      text('window_name', ['1h', '1h', '7d']),
      text('reason', ['this', 'that', '']),
      numbers('psi', [0.2, 0.1, 0.3]),
      numbers('rows_current', [9, 8, 7]),
      numbers('psi_p_value', [0, 0, 0]),
      { name: 'drifted', type: FieldType.boolean, values: [true, false, null] },
    ]);
    const series = readSeries([table]);
    expect(series.map(({ role, labels }) => `${role} ${labels.window}`)).toEqual([
      'score 1h',
      'score 7d',
      'rows 1h',
      'rows 7d',
      'detected 1h',
      'detected 7d',
    ]);
    expect(series[0]).toMatchObject({ times: [1, 2], values: [0.1, 0.2], rows: [1, 0] });
    expect(series[2]?.labels).toEqual({ model: 'm', feature: 'age', window: '1h', dataset: 'current' });
    expect(series[4]?.values).toEqual([0, 1]);
    expect(series[5]?.values).toEqual([null]);
  });

  it('does not split a score where the verdict or the reference changes', () => {
    const table = frame([
      time([1, 2]),
      text('feature', ['age', 'age']),
      text('severity', ['none', 'critical']),
      text('reference_version', ['a', 'b']),
      numbers('psi', [0.1, 0.4]),
    ]);
    expect(readSeries([table]).map(short)).toEqual([
      { role: 'score', labels: { feature: 'age' }, times: [1, 2], values: [0.1, 0.4] },
    ]);
  });

  it('splits thresholds by severity, and metrics by name', () => {
    const table = frame([
      time([1, 1, 1]),
      text('__name__', ['drift_threshold', 'drift_threshold', 'drift_psi']),
      text('feature', ['age', 'age', 'age']),
      text('severity', ['small', 'critical', '']),
      numbers('Value', [0.1, 0.25, 0.3]),
    ]);
    expect(readSeries([table]).map(({ role, labels, values }) => [role, labels.severity, values])).toEqual([
      ['threshold', 'small', [0.1]],
      ['threshold', 'critical', [0.25]],
      ['score', undefined, [0.3]],
    ]);
  });

  it('takes the first text for the feature where none is called so', () => {
    const table = frame([text('column', ['age', 'income']), numbers('drift', [0.1, 0.2]), numbers('other', [7, 8])]);
    expect(readSeries([table]).map(({ role, labels, values }) => [role, labels.feature, values])).toEqual([
      ['score', 'age', [0.1]],
      ['score', 'income', [0.2]],
    ]);
  });

  it('takes another statistic for the score where only its company is known', () => {
    const table = frame([text('feature', ['age']), numbers('ks_statistic', [0.4]), numbers('rows_current', [9])]);
    expect(readSeries([table]).map(({ role, values }) => [role, values])).toEqual([
      ['score', [0.4]],
      ['rows', [9]],
    ]);
  });

  it('takes no cell of a distribution for a score', () => {
    const cells = frame([
      text('feature', ['age']),
      numbers('upper_bound', [3]),
      numbers('ratio_current', [0.4]),
      numbers('rows_current', [9]),
    ]);
    expect(readSeries([cells]).map(({ role }) => role)).toEqual(['distribution', 'rows']);
    const bucket = frame([time([1]), numbers('24.08', [0.1], { le: '24.08' })]);
    expect(readSeries([bucket]).map(({ role }) => role)).toEqual(['bucket']);
  });

  it('reads times that are texts, numbers in texts or dates', () => {
    const iso = '2026-03-01T00:00:00Z';
    const table = frame([
      time([iso, '1000', new Date(5)]),
      text('feature', ['a', 'b', 'c']),
      numbers('psi', [1, 2, 3]),
    ]);
    expect(readSeries([table]).map(({ times }) => times)).toEqual([[Date.parse(iso)], [1000], [5]]);
    const untyped = frame([text('time', [iso, '2026-03-01 00:01:00']), numbers('age', [1, 2])]);
    expect(readSeries([untyped])[0]).toMatchObject({
      times: [Date.parse(iso), Date.parse(iso) + MINUTE],
      labels: { feature: 'age' },
    });
  });

  it('reads a list of references without any number', () => {
    const table = frame([
      time([7, 9], 'promoted_at'),
      text('model', ['m', 'm']),
      text('reference_version', ['a', 'b']),
    ]);
    expect(readSeries([table]).map(short)).toEqual([
      { role: 'reference', labels: { model: 'm', version: 'a', feature: '' }, times: [7], values: [1] },
      { role: 'reference', labels: { model: 'm', version: 'b', feature: '' }, times: [9], values: [1] },
    ]);
  });

  it('tells names apart that differ by spaces only, and takes nothing for empty', () => {
    const table = frame([text('feature', ['age', ' age ', null, '']), numbers('psi', [1, 2, 3, 4])]);
    expect(readSeries([table]).map(({ labels, values }) => [labels.feature, values])).toEqual([
      ['age', [1]],
      [' age ', [2]],
      ['', [4]],
    ]);
  });
});
