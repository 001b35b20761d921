import { type Field, FieldType, ThresholdsMode } from '@grafana/data';
import { companionsOf } from './companions';
import type { Role } from './role';
import type { Series } from './series';
import { fieldThresholds, thresholdFinder } from './thresholds';

const field: Field = { name: 'Value', type: FieldType.number, config: {}, values: [] };
const series = (role: Role, labels: Record<string, string>, ...values: Array<number | null>): Series => ({
  role,
  labels,
  times: values.map((_, index) => index),
  values,
  field,
  rows: values.map((_, index) => index),
});
const subject = { model: 'm', feature: 'age', window: '1h', segment: '' };

describe('companionsOf', () => {
  it('finds what says as much, before what says less', () => {
    const exact = series('noise_floor', { ...subject }, 1);
    const wide = series('noise_floor', { feature: 'age' }, 2);
    const find = companionsOf([wide, exact, series('score', { ...subject }, 3)], 'noise_floor');
    expect(find(subject)).toBe(exact);
    expect(find({ ...subject, window: '7d' })).toBe(wide);
    expect(find({ ...subject, feature: 'income' })).toBeUndefined();
  });

  it('takes nothing of all rows for a segment but thresholds', () => {
    const segment = { ...subject, segment: 'region=north' };
    const all = [series('noise_floor', { feature: 'age' }, 1), series('threshold', { feature: 'age' }, 2)];
    expect(companionsOf(all, 'noise_floor')(segment)).toBeUndefined();
    expect(companionsOf(all, 'threshold')(segment)).toBe(all[1]);
  });

  it('asks for labels', () => {
    const all = [
      series('rows', { ...subject, dataset: 'reference' }, 1),
      series('rows', { ...subject, dataset: 'current' }, 2),
    ];
    expect(companionsOf(all, 'rows', { dataset: 'current' })(subject)).toBe(all[1]);
  });
});

describe('thresholdFinder', () => {
  const steps = (...values: number[]) => ({
    mode: ThresholdsMode.Absolute,
    steps: values.map((value) => ({ value, color: 'red' })),
  });

  it('takes the newest of the data', () => {
    const find = thresholdFinder([series('threshold', { feature: 'age', severity: 'critical' }, 0.2, 0.3, null)]);
    expect(find(subject, { ...field, config: { thresholds: steps(0.7) } })).toEqual({ critical: 0.3 });
  });

  it('else those of the field, else the defaults', () => {
    const find = thresholdFinder([]);
    expect(find(subject, { ...field, config: { thresholds: steps(-Infinity, 0.3, 0.5) } })).toEqual({
      significant: 0.3,
      critical: 0.5,
    });
    expect(find(subject, field)).toEqual({ small: 0.1, significant: 0.2, critical: 0.25 });
  });

  it('takes three steps of a field, and none that are percentages', () => {
    const of = (thresholds: ReturnType<typeof steps>) => fieldThresholds({ ...field, config: { thresholds } });
    expect(of(steps(-Infinity, 1, 2, 3, 4))).toEqual({ small: 2, significant: 3, critical: 4 });
    expect(of(steps(-Infinity, 1))).toEqual({ significant: 1 });
    expect(of(steps(-Infinity))).toBeUndefined();
    expect(of({ ...steps(80), mode: ThresholdsMode.Percentage })).toBeUndefined();
  });
});
