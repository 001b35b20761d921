import { amount, list, percentage, signed, value } from './storyWords.js';

test('shares have a decimal, and more where they are small', () => {
  expect([0, 1, 0.228, 0.0004, 0.825].map(percentage)).toEqual([
    '0 %',
    '100 %',
    '22.8 %',
    '0.04 %',
    '82.5 %',
  ]);
});

test('numbers have the decimals that the change needs', () => {
  expect(value(0.78541, 0.0175)).toBe('0.785');
  expect(value(1234.5, 120)).toBe('1235');
  expect([signed(-0.0169, 0.0175), signed(0.2, 0.0175), signed(-0.0001, 0.0175)]).toEqual([
    '−0.017',
    '+0.200',
    '0.000',
  ]);
  expect(value(3, 0)).toBe('3.00');
});

test('parts of a rate are points', () => {
  expect(amount(-0.059, 'classification', 0.051)).toBe('−5.9');
  expect(amount(0.051, 'classification', 0.051, false)).toBe('5.1 points');
  expect(amount(12.34, 'regression', 20)).toBe('+12');
});

test('lists read as lists', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(list)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
