import { defaultDetection, thresholdsOf, type DetectionSettings } from './settings.js';

const settings: DetectionSettings = {
  ...defaultDetection,
  critical: [
    { feature: 'credit_score', threshold: 0.15 },
    { feature: 'both', threshold: 0.5 },
  ],
  warning: [
    { feature: 'age', threshold: 0.25 },
    { feature: 'both', threshold: 0.3 },
  ],
};

test.each([
  ['not listed', { small: 0.1, significant: 0.2, critical: 0.25 }],
  ['credit_score', { small: 0.1, significant: 0.2, critical: 0.15 }],
  ['age', { small: 0.1, significant: 0.25, critical: Infinity }],
  ['both', { small: 0.1, significant: 0.3, critical: 0.5 }],
])('%s has the thresholds %j', (feature, thresholds) => {
  expect(thresholdsOf(feature, settings)).toEqual(thresholds);
});
