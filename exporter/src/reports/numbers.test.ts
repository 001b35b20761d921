import { axisLabel, percent, probability, score, short, whole } from './numbers.js';

const plain = (text: string): string => text.replace(/\u202f/g, ' ');

test.each([
  [0, '0'],
  [0.617234, '0.617'],
  [-2.5, '−2.5'],
  [20432, '20400'],
  [1.234e-7, '1.23 × 10⁻⁷'],
  [-3e12, '−3 × 10¹²'],
])('short(%d) is %s', (value, text) => expect(plain(short(value))).toBe(text));

test.each([
  [0, '0.000'],
  [0.0004, '<0.001'],
  [0.0123, '0.012'],
  [0.99951, '1.00'],
  [9.996, '10.0'],
  [10.39, '10.4'],
  [127.2, '127'],
])('score(%d) is %s', (value, text) => expect(score(value)).toBe(text));

test.each([
  [0, '0 %'],
  [0.00001, '<0.01 %'],
  [0.0004, '0.04 %'],
  [0.0312, '3.1 %'],
  [0.42, '42 %'],
  [0.9998, '>99.9 %'],
  [1, '100 %'],
])('percent(%d) is %s', (value, text) => expect(plain(percent(value))).toBe(text));

test.each([
  [0, 5, '0'],
  [2500, 500, '2500'],
  [20_000, 20_000, '20k'],
  [12_500, 2_500, '12.5k'],
  [1_200_000, 100_000, '1.2M'],
  [1_700_000_060, 20, '1700000060'],
  [0.30000000000000004, 0.1, '0.3'],
  [-0.00001, 0.00001, '−1e-5'],
])('axisLabel(%d) at a step of %d is %s', (value, step, text) =>
  expect(axisLabel(value, step).replace('e−', 'e-')).toBe(text),
);

test('rows and probabilities', () => {
  expect(whole(20432)).toBe('20,432');
  expect(probability(0)).toBe('<0.001');
  expect(probability(0.2131)).toBe('0.213');
});
