import { FieldType, toDataFrame } from '@grafana/data';
import fc from 'fast-check';
import { recordedFrames } from '../../testing/recordedFrames';
import { PSI_HEATMAP_DEFAULTS } from './options';
import { prepare } from './prepare';
import { heatmapOf, HOUR, promSeries, rowOf, START } from './testFrames';

const names = (frames: Parameters<typeof heatmapOf>[0], options = {}): string[] =>
  heatmapOf(frames, options).rows.map(({ name }) => name);

describe('prepare', () => {
  it('says what is missing', () => {
    const warn = (frames: Parameters<typeof prepare>[0]) => prepare(frames, PSI_HEATMAP_DEFAULTS);
    const timeless = toDataFrame({
      fields: [
        { name: 'feature', type: FieldType.string, values: ['age'] },
        { name: 'psi', type: FieldType.number, values: [0.1] },
      ],
    });
    const nothing = { warning: expect.stringMatching(/^No scores in this time range\. .*drift_psi.*v1_scores\.$/) };
    expect(warn([])).toEqual(nothing);
    expect(warn([toDataFrame({ fields: [] })])).toEqual(nothing);
    expect(warn([timeless])).toMatchObject({ needs: 'time' });
    expect(warn([promSeries('drift_threshold', { severity: 'small' }, [0.1])])).toMatchObject({ needs: 'number' });
    expect(warn([promSeries('drift_psi', { feature: 'age' }, [null, null])])).toMatchObject({
      warning: 'No score has a value in this time range.',
    });
  });

  it('keeps a row for a feature without any value, beside those that have some', () => {
    const heatmap = heatmapOf([
      promSeries('drift_psi', { feature: 'age' }, [0.1, 0.1]),
      promSeries('drift_psi', { feature: 'empty' }, [null, NaN]),
      promSeries('drift_inconclusive', { feature: 'rare' }, [1, 1]),
    ]);
    expect(heatmap.rows.map(({ name }) => name)).toEqual(['age', 'rare', 'empty']);
    expect(rowOf(heatmap, 'empty').hours).toEqual([]);
    expect(rowOf(heatmap, 'rare').severity).toEqual([4, 4]);
    expect(heatmap.gaps).toBe(true);
  });

  it('leaves a gap where a column is missing, and lets no cell span more than a step', () => {
    const heatmap = heatmapOf([
      promSeries('drift_psi', { feature: 'age' }, [0.1, 0.1, undefined, undefined, 0.1, null, 0.3]),
    ]);
    expect(rowOf(heatmap, 'age')).toMatchObject({ hours: [0, 1, 4, 6], spans: [1, 1, 1, 1], severity: [1, 1, 1, 3] });
    expect(heatmap.gaps).toBe(true);
    expect([heatmap.from, heatmap.to]).toEqual([START - HOUR, START + 6 * HOUR]);
  });

  it('gives windows of unlike length their own steps', () => {
    const every = (step: number) => Array.from({ length: 13 }, (_, hour) => (hour % step === 0 ? 0.1 : undefined));
    const heatmap = heatmapOf([
      promSeries('drift_psi', { feature: 'age', window: '1h' }, every(1)),
      promSeries('drift_psi', { feature: 'age', window: '6h' }, every(3)),
      promSeries('drift_psi', { feature: 'sex', window: '6h' }, [0.1]),
    ]);
    expect(rowOf(heatmap, 'age · 1h').spans).toEqual(Array(13).fill(1));
    expect(rowOf(heatmap, 'age · 6h').spans).toEqual(Array(5).fill(3));
    expect(rowOf(heatmap, 'sex · 6h').spans).toEqual([3]);
    expect(heatmap.noun).toBe('row');
  });

  it('draws data of one time', () => {
    const heatmap = heatmapOf([promSeries('drift_psi', { feature: 'age' }, [0.3])]);
    expect(heatmap.to - heatmap.from).toBe(1);
  });

  it('takes the verdict of the data before that of the thresholds', () => {
    const heatmap = heatmapOf([
      promSeries('drift_psi', { feature: 'age' }, [0.3, 0.3, 0.01, 0.3]),
      promSeries('drift_severity', { feature: 'age' }, [3, 0, 2, undefined]),
    ]);
    expect(rowOf(heatmap, 'age')).toMatchObject({
      severity: [3, 0, 2, 3],
      apparent: [3, 3, 0, 3],
      unproven: [0, 0, 0, 0],
    });
  });

  it("measures against the feature's thresholds, also where they change or lack a severity", () => {
    const heatmap = heatmapOf([
      promSeries('drift_psi', { feature: 'age', window: '6h' }, [0.16, 0.16, 0.3]),
      promSeries('drift_threshold', { feature: 'age', severity: 'small' }, [0.1, 0.2, 0.2]),
      promSeries('drift_threshold', { feature: 'age', severity: 'significant' }, [0.15, 0.25, 0.25]),
      promSeries('drift_psi', { feature: 'sex', window: '6h' }, [0.16, 0.16, 0.3]),
    ]);
    expect(rowOf(heatmap, 'age').severity).toEqual([2, 0, 2]);
    expect(rowOf(heatmap, 'sex').severity).toEqual([1, 1, 3]);
  });

  it("takes the field's thresholds where the data has none", () => {
    const thresholds = { mode: 'absolute', steps: [-Infinity, 1, 2, 3].map((value) => ({ value, color: 'red' })) };
    const heatmap = heatmapOf([
      promSeries('drift_psi', { feature: 'age' }, [0.5, 1, 2, 3], { thresholds: thresholds as never }),
    ]);
    expect(rowOf(heatmap, 'age').severity).toEqual([0, 1, 2, 3]);
  });

  it('takes a score that does not rise above chance for no change, unless that is switched off', () => {
    const frames = [
      promSeries('drift_psi', { feature: 'age' }, [0.05, 0.12, 0.12, 0.3, 0.3]),
      promSeries('drift_psi_noise_floor', { feature: 'age' }, [0.2, 0.12, 0.01, 0.01, 0.01]),
      promSeries('drift_psi_reference_variation', { feature: 'age' }, [0.01, 0.01, 0.2, 0.2, undefined]),
    ];
    expect(rowOf(heatmapOf(frames), 'age')).toMatchObject({ severity: [0, 0, 0, 3, 3], unproven: [0, 1, 1, 0, 0] });
    expect(rowOf(heatmapOf(frames, { hatch: false }), 'age').severity).toEqual([0, 1, 1, 3, 3]);
  });

  it('hatches a score that the data calls no drift', () => {
    const heatmap = heatmapOf([
      promSeries('drift_psi', { feature: 'age' }, [0.3, 0.3]),
      promSeries('drift_detected', { feature: 'age' }, [0, 1]),
      promSeries('drift_severity', { feature: 'age' }, [0, 3]),
    ]);
    expect(rowOf(heatmap, 'age').unproven).toEqual([1, 0]);
  });

  it("reads the store's table: irregular ends, inconclusive lines, rows for data links", () => {
    const hours = [9, 0, 3, 6];
    const table = toDataFrame({
      fields: [
        { name: 'window_end', type: FieldType.time, values: hours.map((hour) => START + hour * HOUR) },
        { name: 'feature', type: FieldType.string, values: ['age', 'age', 'age', 'age'] },
        { name: 'psi', type: FieldType.number, values: [0.3, 0.02, null, null] },
        { name: 'drifted', type: FieldType.boolean, values: [true, false, null, null] },
        { name: 'severity_order', type: FieldType.number, values: [3, 0, null, null] },
        { name: 'rows_current', type: FieldType.number, values: [900, 800, 12, null] },
      ],
    });
    expect(rowOf(heatmapOf([table]), 'age')).toMatchObject({
      hours: [0, 3, 9],
      severity: [0, 4, 3],
      rows: [800, 12, 900],
      frameRow: [1, 2, 0],
    });
  });

  it('tells rows apart whatever their names', () => {
    const psi = (labels: Record<string, string>, value = 0.1) => promSeries('drift_psi', labels, [value, value]);
    const same = [
      psi({ feature: 'age' }),
      psi({ feature: ' age' }),
      psi({ feature: '' }),
      psi({ feature: 'age', region: 'eu' }),
      psi({ feature: '<b>age</b>' }),
    ];
    expect(names(same, { order: 'name' }).sort()).toEqual(
      ['<b>age</b>', 'age', 'age · region=eu', '“ age”', '“”'].sort()
    );
  });

  it('notes scores without a time that it leaves out', () => {
    const timeless = toDataFrame({
      refId: 'B',
      fields: [
        { name: 'feature', type: FieldType.string, values: ['old'] },
        { name: 'psi', type: FieldType.number, values: [0.1] },
      ],
    });
    const prepared = prepare([promSeries('drift_psi', { feature: 'age' }, [0.1]), timeless], PSI_HEATMAP_DEFAULTS);
    expect(prepared).toMatchObject({ notes: ['Left out for having no time: 1 of 2 scores.'] });
  });

  it('reads what Grafana recorded of both data sources', () => {
    const range = heatmapOf(recordedFrames('prometheusRangeRoles'));
    expect(range.rows.map(({ name }) => name).sort()).toEqual(['dest', 'late_probability', 'temperature_f']);
    expect(rowOf(range, 'temperature_f').unproven).toContain(1);
    const trend = heatmapOf(recordedFrames('postgresTrend'));
    expect(rowOf(trend, 'dest').spans.slice(1)).toEqual(Array(11).fill(48));
    expect(heatmapOf(recordedFrames('prometheusInstantTables')).rows).toHaveLength(16);
  });

  it('never throws, and keeps cells finite and in order', () => {
    const value = fc.oneof(fc.double(), fc.constant(null), fc.constant(undefined));
    const series = fc.record({
      feature: fc.string(),
      window: fc.constantFrom('', '1h', '6h'),
      values: fc.array(value, { maxLength: 8 }),
      metric: fc.constantFrom(
        'drift_psi',
        'drift_severity',
        'drift_inconclusive',
        'drift_psi_noise_floor',
        'drift_rows'
      ),
    });
    const order = fc.constantFrom('severity', 'name', 'latest', 'maximum', 'similarity');
    fc.assert(
      fc.property(fc.array(series, { maxLength: 12 }), order, (all, by) => {
        const frames = all.map(({ metric, values, ...labels }) => promSeries(metric, labels, values));
        const prepared = prepare(frames, { ...PSI_HEATMAP_DEFAULTS, order: by as 'name' });
        if ('data' in prepared) {
          const { rows, cells } = prepared.data;
          expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
          expect(rows.reduce((sum, { first, end }) => sum + end - first, 0)).toBe(cells.end.length);
          cells.end.forEach((end, cell) => expect(cells.start[cell]).toBeLessThan(end));
          expect(cells.severity.every((severity) => severity <= 4)).toBe(true);
        }
      }),
      { numRuns: 200 }
    );
  });
});
