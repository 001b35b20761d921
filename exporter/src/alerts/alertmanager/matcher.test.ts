import { matcher } from './matcher.js';

test.each([
  ['risk', 'team="risk"'],
  ['a "b", {c=\'d\'}', 'team="a \\"b\\", {c=\'d\'}"'],
  ['back\\slash\nand line', 'team="back\\\\slash\\nand line"'],
])('%j', (value, expected) => {
  expect(matcher('team', '=', value)).toBe(expected);
});
