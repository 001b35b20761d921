import { labelReach } from './labelReach.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('the first look goes through all, the others back as far as the ruler says', () => {
  const days = Array.from({ length: 9 }, (_, look) => labelReach(look, HOUR, 30 * DAY) / DAY);
  expect(days).toEqual([30, 1, 2, 1, 4, 1, 2, 1, 8]);
});

test('labels that are due are looked at again and again, and none farther back', () => {
  const looks = Array.from({ length: 64 }, (_, look) => labelReach(look + 1, HOUR, 30 * DAY));
  expect(Math.max(...looks)).toBe(30 * DAY);
  expect(looks.filter((reach) => reach === 30 * DAY)).toHaveLength(2);
  expect(looks.reduce((sum, reach) => sum + reach, 0) / looks.length).toBeLessThan(4 * DAY);
  expect(labelReach(1, DAY, HOUR)).toBe(HOUR);
});
