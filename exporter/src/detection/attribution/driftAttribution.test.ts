import type { FeatureResult } from '../result.js';
import { driftAttribution, driftScore } from './driftAttribution.js';

test('only what exceeds its floor counts, missing values included', () => {
  expect(
    driftAttribution([
      { feature: 'noise', psi: 0.09, floor: 0.1 },
      { feature: 'moved', psi: 0.4, floor: 0.1 },
      { feature: 'lost', psi: 0.1, floor: 0.1, missingPsi: 0.12, missingFloor: 0.02 },
    ]),
  ).toEqual([
    { feature: 'moved', share: expect.closeTo(0.75, 12) },
    { feature: 'lost', share: expect.closeTo(0.25, 12) },
    { feature: 'noise', share: 0 },
  ]);
});

test('without drift there is nothing to attribute', () => {
  expect(driftAttribution([{ feature: 'x', psi: 0.05, floor: 0.1 }])).toBeUndefined();
  expect(driftAttribution([])).toBeUndefined();
});

test('a single feature that has drifted has all of it', () => {
  expect(driftAttribution([{ feature: 'x', psi: 0.2, floor: 0.1 }])).toEqual([{ feature: 'x', share: 1 }]);
});

describe('the score of a result', () => {
  const result: FeatureResult = {
    feature: 'x',
    kind: 'numeric',
    drifted: true,
    severity: 'small',
    reason: '',
    rows: { reference: 1, current: 1 },
    missing_ratio: { reference: 0, current: 0 },
    statistics: { psi: { value: 0.3, noise_floor: 0.02 }, missing_psi: { value: 0.1, noise_floor: 0.01 } },
  };

  test('has the noise floor, or the larger variation of the reference', () => {
    expect(driftScore(result)).toEqual({
      feature: 'x',
      psi: 0.3,
      floor: 0.02,
      missingPsi: 0.1,
      missingFloor: 0.01,
    });
    expect(driftScore({ ...result, reference_variation: { psi: 0.25 } })?.floor).toBe(0.25);
  });

  test('is absent where there is none', () => {
    expect(driftScore({ ...result, drifted: null })).toBeUndefined();
    expect(driftScore({ ...result, statistics: {} })).toBeUndefined();
  });
});
