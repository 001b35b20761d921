import { readModel } from './modelFile.js';
import { alarmProbability } from './alarmProbability.js';
import { shippedModel } from './shippedModel.js';

const alarm = { logits: [0, 2, 4], rates: [0.1, 0.01, 0.001] };
const calibration = { logits: [0, 4], probabilities: [0.2, 0.8], prior: 0.05 };

test('the rarer false alarms may be, the higher', () => {
  expect(alarmProbability({ alarm, calibration }, 0.01)).toBeCloseTo(0.5, 12);
  expect(alarmProbability({ alarm, calibration }, 0.001)).toBeCloseTo(0.8, 12);
  // beyond what was measured, as an exponential tail goes on
  expect(alarmProbability({ alarm, calibration }, 0.0001)).toBeGreaterThan(0.8);
});

test('of the shipped model it differs between few features and many, and is never certain', async () => {
  const model = await readModel(shippedModel());
  const levels = [1, 10, 100, 1_000, 10_000].map((features) => alarmProbability(model, 1 / (30 * features)));
  expect(levels).toEqual([...new Set(levels)].sort((a, b) => a - b));
  expect(levels.every((level) => level > 0 && level < 1)).toBe(true);
});
