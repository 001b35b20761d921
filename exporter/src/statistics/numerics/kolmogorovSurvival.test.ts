import { kolmogorovSurvival } from './kolmogorovSurvival.js';

test("Kolmogorov's critical values at .05", () => {
  // tables, for example Miller 1956
  expect(kolmogorovSurvival(5, 0.56328)).toBeCloseTo(0.05, 4);
  expect(kolmogorovSurvival(20, 0.29408)).toBeCloseTo(0.05, 4);
  expect(kolmogorovSurvival(1_000_000, 1.3581 / 1000)).toBeCloseTo(0.05, 4);
});

test.each([1, 2, 3, 10, 140, 141, 1000, 100_000, 5_000_000])('falls from 1 to 0 for %d observations', (n) => {
  let previous = 1;
  for (let step = 0; step <= 200; step++) {
    const probability = kolmogorovSurvival(n, (step / 200) ** 3);
    expect(probability).toBeGreaterThanOrEqual(0);
    expect(probability).toBeLessThanOrEqual(previous);
    previous = probability;
  }
  expect(previous).toBe(0);
});
