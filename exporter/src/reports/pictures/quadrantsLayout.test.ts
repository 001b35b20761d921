import fc from 'fast-check';
import type { Quadrant } from '../../detection/importance/quadrant.js';
import { QUADRANTS_HEIGHT, QUADRANTS_WIDTH, quadrantsLayout, type QuadrantPoint } from './quadrantsLayout.js';

const anyPoints = fc.array(
  fc.record({
    feature: fc.string({ maxLength: 30 }),
    drift: fc.double({ min: 0, max: 30, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    quadrant: fc.constantFrom<Quadrant>('act', 'watch', 'note', 'ignore'),
  }),
  { minLength: 1, maxLength: 60 },
);

const isRight = (x: number): boolean => x > QUADRANTS_WIDTH / 2;
const isUp = (y: number): boolean => y < QUADRANTS_HEIGHT / 2;

test('every point is inside the quadrant that it belongs to, whatever its numbers', () => {
  fc.assert(
    fc.property(anyPoints, (points) => {
      for (const quadrant of ['act', 'watch', 'note', 'ignore'] as const) {
        const drawn = quadrantsLayout(
          points.map((point) => ({ ...point, quadrant })),
          0.1,
        ).points;
        for (const { x, y } of drawn) {
          expect(isRight(x)).toBe(quadrant === 'act' || quadrant === 'watch');
          expect(isUp(y)).toBe(quadrant === 'act' || quadrant === 'note');
          expect(Math.min(x, y, QUADRANTS_WIDTH - x, QUADRANTS_HEIGHT - y)).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('no name hides another, a point, or the name of a quadrant', () => {
  fc.assert(
    fc.property(anyPoints, (points) => {
      const { labels, points: drawn, names } = quadrantsLayout(points, 0.1);
      const boxes = labels.map(({ x, y, label }) => ({
        x0: x,
        x1: x + 6 * label.length,
        y0: y - 6,
        y1: y + 6,
      }));
      boxes.forEach((box, index) => {
        expect(box.x0).toBeGreaterThanOrEqual(0);
        for (const other of boxes.slice(index + 1)) {
          expect(box.x0 < other.x1 && other.x0 < box.x1 && box.y0 < other.y1 && other.y0 < box.y1).toBe(
            false,
          );
        }
        for (const { x, y } of drawn) {
          expect(x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1).toBe(false);
        }
        for (const { x, y } of names) {
          expect(x > box.x0 && x < box.x1 && y - 4 > box.y0 && y - 4 < box.y1).toBe(false);
        }
      });
    }),
    { numRuns: 100 },
  );
});

test('what to act on is named first, and the others as far as there is room', () => {
  const point = (feature: string, quadrant: Quadrant): QuadrantPoint => ({
    feature,
    quadrant,
    drift: quadrant === 'act' ? 2 : 0.01,
    share: quadrant === 'act' ? 0.5 : 0.001,
  });
  const crowd = Array.from({ length: 200 }, (_, index) => point(`f${index}`, 'ignore'));
  const { labels, points } = quadrantsLayout([...crowd, point('income', 'act')], 0.1);
  expect(labels.map(({ label }) => label)).toContain('income');
  expect(labels.length).toBeLessThan(20);
  expect(points).toHaveLength(201);
});

test('the scale reads zero, the threshold and the largest values', () => {
  const { xTicks, yTicks } = quadrantsLayout(
    [
      { feature: 'a', drift: 4.44, share: 0.9, quadrant: 'act' },
      { feature: 'b', drift: 0, share: 0.1, quadrant: 'ignore' },
    ],
    0.1,
  );
  expect(xTicks.map(({ label }) => label)).toEqual(['0', '50\u202f% (equal share)', '100\u202f%']);
  expect(yTicks.map(({ label }) => label)).toEqual(['0', '0.1', '4.44']);
});
