import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import fc from 'fast-check';
import { growth } from '../../testing/growth';
import { recordedFrames, recordings } from '../../testing/recordedFrames';
import { FEATURE_TREND_DEFAULTS } from './options';
import { type FeatureTrendData, prepareTrend } from './prepare';
import { CREDIT, HOUR, metricFrame, START } from './testFrames';

const prepared = (frames: readonly DataFrame[], options = {}) =>
  prepareTrend(frames, { ...FEATURE_TREND_DEFAULTS, ...options });

function drawn(frames: readonly DataFrame[], options = {}): FeatureTrendData & { notes: readonly string[] } {
  const result = prepared(frames, options);
  if ('warning' in result) {
    throw new Error(result.warning);
  }
  return { ...result.data, notes: result.notes };
}

const thresholds = (labels: Record<string, string>, ...values: readonly [number, number, number]): DataFrame[] =>
  (['small', 'significant', 'critical'] as const).map((severity, index) =>
    metricFrame('drift_threshold', { ...labels, severity }, [9, values[index] ?? 0])
  );

describe('prepareTrend', () => {
  it('reads a score with what stands beside it', () => {
    const { lines, thresholds: common } = drawn([
      metricFrame('drift_psi', CREDIT, [0.02, 0.15, 0.3]),
      metricFrame('drift_psi_noise_floor', CREDIT, [0.03, 0.03, 0.04]),
      metricFrame('drift_psi_reference_variation', CREDIT, [0.05, 0.2, 0.05]),
      metricFrame('drift_rows', { ...CREDIT, dataset: 'current' }, [100, 110, 120]),
      ...thresholds({ model: 'credit risk', feature: 'credit_score' }, 0.1, 0.2, 0.25),
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.name).toBe('credit_score');
    expect(lines[0]?.points.map(({ value, isEvident, severity, rows }) => [value, isEvident, severity, rows])).toEqual([
      [0.02, false, 'none', 100],
      [0.15, false, 'none', 110],
      [0.3, true, 'critical', 120],
    ]);
    expect(common).toEqual({ small: 0.1, significant: 0.2, critical: 0.25 });
  });

  it('believes the data’s own verdicts', () => {
    const { lines } = drawn([
      metricFrame('drift_psi', CREDIT, [0.3, 0.3]),
      metricFrame('drift_detected', CREDIT, [0, 1]),
      metricFrame('drift_severity', CREDIT, [0, 2]),
    ]);
    expect(lines[0]?.points.map(({ isEvident, severity }) => [isEvident, severity])).toEqual([
      [false, 'none'],
      [true, 'significant'],
    ]);
  });

  it('takes the newest threshold, and has no common ones where features differ', () => {
    const age = { ...CREDIT, feature: 'age' };
    const data = drawn([
      metricFrame('drift_psi', CREDIT, [0.3]),
      metricFrame('drift_psi', age, [0.2]),
      ...thresholds({ feature: 'credit_score' }, 0.1, 0.2, 0.25),
      ...thresholds({ feature: 'age' }, 0.1, 0.3, 0.5),
    ]);
    expect(data.lines.map(({ thresholds: { critical } }) => critical)).toEqual([0.25, 0.5]);
    expect(data.thresholds).toBeUndefined();
    expect(data.notes.join()).toContain('Thresholds differ');
  });

  it('takes the field’s thresholds where the data has none', () => {
    const frame = metricFrame('drift_psi', CREDIT, [0.3]);
    const [, field] = frame.fields;
    if (field) {
      field.config = {
        thresholds: {
          mode: 'absolute' as never,
          steps: [
            { value: -Infinity, color: 'green' },
            { value: 0.4, color: 'red' },
          ],
        },
      };
    }
    expect(drawn([frame]).thresholds).toEqual({ significant: 0.4 });
  });

  it('draws the highest of 2,000 features and says how many it does not', () => {
    const many = (features: number): DataFrame[] =>
      Array.from({ length: features }, (_, index) =>
        metricFrame('drift_psi', { ...CREDIT, feature: `f${index}` }, [index / features, 0.01])
      );
    expect(growth(many, drawn, 500)).toBeLessThan(10);
    const { lines, notes } = drawn(many(2000));
    expect(lines.map(({ name }) => name).slice(0, 2)).toEqual(['f1999', 'f1998']);
    expect(notes).toEqual(['The 10 highest of 2,000 are drawn, 1,990 are not.']);
  });

  it('keeps thresholds in sight of an outlier', () => {
    const values = Array.from({ length: 100 }, (_, index) => (index === 50 ? 40 : 0.1));
    const { range, notes } = drawn([metricFrame('drift_psi', CREDIT, values)]);
    expect(range.top).toBeLessThan(1);
    expect(range.above).toBe(1);
    expect(notes).toEqual(['1 value is above the axis.']);
    expect(drawn([metricFrame('drift_psi', CREDIT, [5, 6, 7])]).range.top).toBeGreaterThan(7);
  });

  it('never starts a logarithmic axis at 0', () => {
    const { range } = drawn([metricFrame('drift_psi', CREDIT, [0, 0.02, 0.4])], { scale: 'log' });
    expect(range.bottom).toBeGreaterThan(0);
    expect(range.bottom).toBeLessThan(0.02);
    expect(drawn([metricFrame('drift_psi', CREDIT, [0, 0])], { scale: 'log' }).range.bottom).toBeGreaterThan(0);
  });

  it('marks where another version of the reference takes over, not where the data begins', () => {
    const info = (version: string, hours: readonly number[]): DataFrame =>
      metricFrame(
        'drift_reference_info',
        { model: 'credit risk', version },
        hours.map(() => 1),
        hours.map((hour) => START + hour * HOUR)
      );
    const { promotions } = drawn([
      metricFrame('drift_psi', CREDIT, [0.1, 0.1]),
      info('first', [0, 1, 2, 3, 9, 10]),
      info('second', [4, 5, 6, 7, 8]),
      metricFrame('drift_reference_info', { model: 'another', version: 'x' }, [1, 1]),
    ]);
    expect(promotions.map(({ time, version }) => [(time - START) / HOUR, version])).toEqual([
      [4, 'second'],
      [9, 'first'],
    ]);
  });

  it('marks every row of a list of references', () => {
    const list = toDataFrame({
      refId: 'B',
      fields: [
        { name: 'model', type: FieldType.string, values: ['credit risk', 'credit risk'] },
        { name: 'reference_version', type: FieldType.string, values: ['a', 'b'] },
        { name: 'created_at', type: FieldType.time, values: [START - 9, START - 9] },
        { name: 'promoted_at', type: FieldType.time, values: [START, null] },
        { name: 'active', type: FieldType.boolean, values: [true, false] },
        { name: 'rows', type: FieldType.number, values: [5, 6] },
      ],
    });
    const scores = metricFrame('drift_psi', CREDIT, [0.1, 0.1]);
    expect(drawn([scores, list]).promotions).toEqual([{ time: START, model: 'credit risk', version: 'a' }]);
    expect(drawn([scores, list], { promotions: false }).promotions).toEqual([]);
  });

  it('says what it needs', () => {
    expect(prepared([])).toMatchObject({ warning: expect.stringContaining('drift_psi'), needs: 'number' });
    expect(prepared([metricFrame('drift_rows', CREDIT, [1])])).toMatchObject({
      warning: expect.stringContaining('no scores'),
    });
    expect(prepared([metricFrame('drift_psi', CREDIT, [null, NaN])])).toHaveProperty('warning');
    const untimed = toDataFrame({ fields: [{ name: 'psi', type: FieldType.number, values: [0.1] }] });
    expect(prepared([untimed])).toMatchObject({ needs: 'time' });
  });

  it.each(recordings)('never throws on %s', (name) => {
    expect(() => prepared(recordedFrames(name))).not.toThrow();
  });

  it('reads rows of the store’s views', () => {
    const { lines } = drawn(recordedFrames('postgresTrend'));
    expect(lines.map(({ name }) => name)).toContain('temperature_f');
    const line = lines.find(({ name }) => name === 'temperature_f');
    expect(line?.points.every(({ referenceVariation }) => (referenceVariation ?? 0) > 6)).toBe(true);
    expect(line?.points.some(({ isEvident }) => isEvident)).toBe(false);
  });

  it('never throws on any numbers at any times', () => {
    const times = fc.array(fc.oneof(fc.integer(), fc.constant(NaN), fc.constant(null)), { maxLength: 8 });
    const values = fc.array(fc.oneof(fc.double(), fc.constant(null)), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(times, values, fc.string(), fc.constantFrom('linear', 'log'), (at, numbers, feature, scale) => {
        const frame = metricFrame('drift_psi', { feature }, numbers.slice(0, at.length), at as number[]);
        const result = prepared([frame, metricFrame('drift_psi_noise_floor', { feature }, numbers)], { scale });
        if ('data' in result) {
          expect(Number.isFinite(result.data.range.top - result.data.range.bottom) || numbers.length > 0).toBe(true);
          expect(result.data.range.top).toBeGreaterThan(result.data.range.bottom);
        }
      })
    );
  });
});
