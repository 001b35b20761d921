import type { CheckOutcome, FeatureResult } from '../detection/result.js';
import { modelReports } from './models.js';
import { segmentHeadline, worstSegments } from './worstSegments.js';

const result = (feature: string, severity: FeatureResult['severity'], psi: number): FeatureResult => ({
  feature,
  kind: 'numeric',
  drifted: severity !== 'none',
  severity,
  reason: 'as made up',
  rows: { reference: 100, current: 100 },
  missing_ratio: { reference: 0, current: 0 },
  statistics: { psi: { value: psi } },
});

function outcome(window: string, segments: Record<string, FeatureResult[]>): CheckOutcome {
  return {
    comparisons: new Map(),
    result: {
      model: 'm',
      window_name: window,
      drifted: false,
      severity: 'none',
      reference: { rows: 100, version: '0123456789ab' },
      current: { rows: 100 },
      excluded: [],
      failed: [],
      warnings: [],
      features: [],
      segments: Object.entries(segments).map(([segment, features]) => ({
        segment,
        column: 'carrier',
        value: segment,
        drifted: false,
        severity: 'none',
        rows: { reference: 100, current: 100 },
        features,
      })),
    },
  };
}

test('the worst segments come first, each by the window and the feature that tell most', () => {
  const [report] = modelReports([
    outcome('january', {
      AA: [result('x', 'small', 0.11), result('y', 'significant', 0.21)],
      UA: [result('x', 'none', 0.01)],
      DL: [result('x', 'small', 0.12)],
    }),
    outcome('february', {
      AA: [result('x', 'significant', 0.22)],
      UA: [result('x', 'none', 0.05)],
      DL: [result('x', 'critical', 0.3)],
    }),
  ]);
  const overview = report && worstSegments(report, 5);
  expect(overview?.worst.map(({ segment, window, result }) => [segment, window, result.feature])).toEqual([
    ['DL', 'february', 'x'],
    ['AA', 'february', 'x'],
  ]);
  expect(overview && segmentHeadline(overview)).toBe(
    'In 2 of 3 segments a feature has drifted beyond a threshold',
  );
  expect(report && worstSegments(report, 1)?.worst).toHaveLength(1);
});

test('a model without segments says nothing of them, and one whose segments are quiet says so', () => {
  const [without] = modelReports([outcome('january', {})]);
  expect(without && worstSegments(without, 5)).toBeUndefined();
  const [quiet] = modelReports([outcome('january', { AA: [result('x', 'none', 0)] })]);
  const overview = quiet && worstSegments(quiet, 5);
  expect(overview && segmentHeadline(overview)).toBe(
    'In none of 1 segment has a feature drifted beyond a threshold',
  );
});
