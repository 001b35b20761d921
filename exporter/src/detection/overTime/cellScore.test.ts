import fc from 'fast-check';
import { compareCounts } from '../../../../test/support/comparisons.js';
import { psiCounts } from '../../profile/profile.js';
import { missingPsi } from '../../statistics/missingPsi.js';
import { psi } from '../../statistics/psi.js';
import { cellScore, missingScore } from './cellScore.js';

const counts = fc.array(fc.nat(50), { minLength: 1, maxLength: 12 });
const settings = { significanceLevel: 0.05 };

test('is the registered PSI, to the last bit', () => {
  fc.assert(
    fc.property(counts, counts, (one, other) => {
      const comparison = compareCounts(one, other);
      const score = cellScore(psiCounts(comparison.reference), psiCounts(comparison.current));
      expect(score.psi).toBe(psi.compute(comparison, settings)?.value ?? 0);
    }),
  );
});

test('of missing rows is the registered one, too', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (a, b, c, d) => {
      const score = missingScore({ missing: a, present: b }, { missing: c, present: d });
      expect(score.psi).toBe(missingPsi.compute(compareCounts([b], [d], [a, c]), settings)?.value ?? 0);
    }),
  );
});

test('counts the rows, and the cells that have any', () => {
  expect(cellScore(Float64Array.of(5, 0, 0, 1), Float64Array.of(1, 0, 2, 0))).toMatchObject({
    referenceRows: 6,
    currentRows: 3,
    degreesOfFreedom: 2,
  });
  expect(cellScore(Float64Array.of(5), Float64Array.of(0))).toMatchObject({ psi: 0, degreesOfFreedom: 0 });
});
