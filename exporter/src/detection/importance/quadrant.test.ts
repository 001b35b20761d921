import type { Severity } from '../result.js';
import { quadrant, type Quadrant } from './quadrant.js';

test.each<[Severity, number | undefined, Quadrant | undefined]>([
  ['critical', 0.5, 'act'],
  ['small', 0.25, 'act'],
  ['none', 0.25, 'watch'],
  ['critical', 0.24, 'note'],
  ['none', 0, 'ignore'],
  ['inconclusive', 0.5, undefined],
  ['critical', undefined, undefined],
])('%s drift of a feature with %s of the importance of four: %s', (severity, share, expected) => {
  expect(quadrant(severity, share, 4)).toBe(expected);
});

test('equal shares are all important, and drift may be asked to be more severe', () => {
  for (const features of [1, 3, 7, 49]) expect(quadrant('critical', 1 / features, features)).toBe('act');
  expect(quadrant('small', 0.5, 4, 'significant')).toBe('watch');
  expect(quadrant('small', 0.5, 0)).toBeUndefined();
});
