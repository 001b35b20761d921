import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import fc from 'fast-check';
import { recordedFrames, recordings } from '../../testing/recordedFrames';
import { ATTRIBUTION_DEFAULTS, type AttributionOptions } from './options';
import { type AttributionData, prepareAttribution } from './prepare';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const HOUR = 3_600_000;

const prepared = (frames: readonly DataFrame[], options: Partial<AttributionOptions> = {}) =>
  prepareAttribution(frames, { ...ATTRIBUTION_DEFAULTS, ...options });

function drawn(
  frames: readonly DataFrame[],
  options: Partial<AttributionOptions> = {}
): AttributionData & { notes: readonly string[] } {
  const result = prepared(frames, options);
  if ('warning' in result) {
    throw new Error(result.warning);
  }
  return { ...result.data, notes: result.notes };
}

/** A frame of a series, as Prometheus answers; values an hour apart that end now. */
function metric(
  name: string,
  labels: Record<string, string>,
  values: ReadonlyArray<number | null>,
  end = NOW
): DataFrame {
  const times = values.map((_, index) => end - (values.length - 1 - index) * HOUR);
  return toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: times },
      {
        name: 'Value',
        type: FieldType.number,
        labels: { __name__: name, model: 'm', window: '24h', ...labels },
        values: [...values],
      },
    ],
  });
}

const psi = (feature: string, ...values: number[]): DataFrame => metric('drift_psi', { feature }, values);

describe('prepareAttribution', () => {
  it('ranks the newest scores, with their severity', () => {
    const { bars, thresholds, top } = drawn([
      psi('a', 0.5, 0.02),
      psi('b', 0.3),
      psi('c', 0.12),
      metric('drift_psi_noise_floor', { feature: 'c' }, [0.15]),
    ]);
    expect(bars.map(({ name, value, severity, isEvident }) => [name, value, severity, isEvident])).toEqual([
      ['b', 0.3, 'critical', true],
      ['c', 0.12, 'none', false],
      ['a', 0.02, 'none', true],
    ]);
    expect(thresholds).toEqual({ small: 0.1, significant: 0.2, critical: 0.25 });
    expect(top).toBe(0.3);
  });

  it('leaves out features that ended before the others, or without a value, and counts them', () => {
    const { bars, notes } = drawn([
      metric('drift_psi', { feature: 'a' }, [0.1, 0.2, 0.3, 0.4]),
      metric('drift_psi', { feature: 'stale' }, [0.9, 0.9, 0.9], NOW - 5 * HOUR),
      metric('drift_psi', { feature: 'inconclusive' }, [0.9, 0.9, null]),
    ]);
    expect(bars.map(({ name }) => name)).toEqual(['a']);
    expect(notes).toEqual(['2 without a value of late are left out.']);
  });

  it('calls none stale in a table of what holds now, whenever each was found', () => {
    const table = toDataFrame({
      fields: [
        { name: 'feature', type: FieldType.string, values: ['a', 'b'] },
        { name: 'window_end', type: FieldType.time, values: [NOW, NOW - 900 * HOUR] },
        { name: 'psi', type: FieldType.number, values: [0.1, 0.2] },
        { name: 'severity_order', type: FieldType.number, values: [1, 3] },
      ],
    });
    expect(drawn([table]).bars.map(({ name, severity }) => [name, severity])).toEqual([
      ['b', 'critical'],
      ['a', 'small'],
    ]);
  });

  it('works shares out of scores, which add up to one with the rest', () => {
    const { bars, rest, notes } = drawn([psi('a', 0.3), psi('b', 0.1), psi('c', 0.06), psi('d', 0.04)], {
      measure: 'share',
      limit: 2,
    });
    expect(bars.map(({ value }) => value.toFixed(4))).toEqual(['0.6000', '0.2000']);
    expect(rest?.count).toBe(2);
    expect(rest?.share).toBeCloseTo(0.2);
    expect(notes).toEqual(['Share of the summed PSI, since the data has no drift_attribution_ratio.']);
  });

  it('takes shares that the data has', () => {
    const { bars, notes } = drawn([psi('a', 0.3), metric('drift_attribution_ratio', { feature: 'a' }, [0.9])], {
      measure: 'share',
    });
    expect(bars.map(({ value, severity }) => [value, severity])).toEqual([[0.9, 'critical']]);
    expect(notes).toEqual([]);
  });

  it('keeps shares of several models and windows apart', () => {
    const other = metric('drift_psi', { feature: 'a', model: 'n' }, [0.1]);
    const { bars, rest, notes } = drawn([psi('a', 0.1), psi('b', 0.3), other], { measure: 'share', limit: 2 });
    expect(bars.map(({ name, value }) => [name, value.toFixed(2)])).toEqual([
      ['a · n', '1.00'],
      ['b · m', '0.75'],
    ]);
    expect(rest).toEqual({ count: 1, share: undefined });
    expect(notes.join()).toContain('within each model and window');
  });

  it('divides nothing by nothing', () => {
    expect(drawn([psi('a', 0), psi('b', 0)], { measure: 'share' }).bars.map(({ value }) => value)).toEqual([0, 0]);
  });

  it('sets importance beside that in the reference', () => {
    const table = toDataFrame({
      fields: [
        { name: 'feature', type: FieldType.string, values: ['a', 'b'] },
        { name: 'window_end', type: FieldType.time, values: [NOW, NOW] },
        { name: 'importance_ratio', type: FieldType.number, values: [0.2, 0.8] },
        { name: 'importance_rank', type: FieldType.number, values: [2, 1] },
        { name: 'importance_ratio_reference', type: FieldType.number, values: [0.5, 0.5] },
      ],
    });
    expect(
      drawn([table], { measure: 'importance' }).bars.map(({ name, value, reference }) => [name, value, reference])
    ).toEqual([
      ['b', 0.8, 0.5],
      ['a', 0.2, 0.5],
    ]);
  });

  it('says which metric or column is missing', () => {
    expect(prepared([])).toMatchObject({ warning: expect.stringContaining('drift_psi') });
    expect(prepared([psi('a', 0.1)], { measure: 'importance' })).toMatchObject({
      warning: expect.stringContaining('importance_ratio'),
    });
    expect(prepared([], { measure: 'share' })).toMatchObject({
      warning: expect.stringContaining('drift_attribution_ratio'),
    });
  });

  it('has no thresholds of all where features’ own differ', () => {
    const { thresholds } = drawn([
      psi('a', 0.1),
      psi('b', 0.2),
      metric('drift_threshold', { feature: 'a', severity: 'critical', window: '' }, [0.7]),
    ]);
    expect(thresholds).toBeUndefined();
  });

  it('counts what it does not draw', () => {
    const { bars, notes } = drawn(Array.from({ length: 2000 }, (_, index) => psi(`f${index}`, index)));
    expect(bars).toHaveLength(20);
    expect(notes).toEqual(['1,980 smaller ones are not drawn.']);
  });

  it.each(recordings)('never throws on %s', (name) => {
    for (const measure of ['score', 'share', 'importance'] as const) {
      expect(() => prepared(recordedFrames(name), { measure })).not.toThrow();
    }
  });

  it('reads Prometheus’ instant tables', () => {
    expect(drawn(recordedFrames('prometheusInstantTables')).bars[0]?.value).toBeGreaterThan(0);
  });

  it('adds shares up to one, whatever the scores', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 }), (scores) => {
        const { bars, rest } = drawn(
          scores.map((score, index) => psi(`f${index}`, score)),
          { measure: 'share', limit: 5 }
        );
        const total = bars.reduce((sum, { value }) => sum + value, rest?.share ?? 0);
        expect(total).toBeCloseTo(scores.some((score) => score > 0) ? 1 : 0, 6);
      })
    );
  });
});
