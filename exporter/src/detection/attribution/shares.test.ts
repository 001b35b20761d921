import fc from 'fast-check';
import { sharesOf } from './shares.js';

const part = (feature: string, size: number): { feature: string; part: number } => ({ feature, part: size });

test('the largest first, ties by name', () => {
  expect(sharesOf([part('b', 1), part('a', 1), part('c', 2)])).toEqual([
    { feature: 'c', share: 0.5 },
    { feature: 'a', share: 0.25 },
    { feature: 'b', share: 0.25 },
  ]);
});

test('nothing above zero is nothing to share out', () => {
  expect(sharesOf([])).toBeUndefined();
  expect(sharesOf([part('a', 0), part('b', -1), part('c', NaN), part('d', Infinity)])).toBeUndefined();
});

test('shares add up to one, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 50 }), (parts) => {
      const shares = sharesOf(parts.map((size, index) => part(String(index), size)));
      if (shares === undefined) return;
      expect(shares).toHaveLength(parts.length);
      expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const { share } of shares) expect(share).toBeGreaterThanOrEqual(0);
    }),
  );
});
