import fc from 'fast-check';
import { wrapText } from './wrapText.js';

const measure = (text: string): number => Array.from(text).length;

test('breaks between words, within those that are too long, and ends with an ellipsis what does not fit', () => {
  expect(wrapText('one two three', 8, 9, measure)).toEqual(['one two', 'three']);
  expect(wrapText('one two', 7, 1, measure)).toEqual(['one two']);
  expect(wrapText('abcdefghij kl', 4, 9, measure)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
  expect(wrapText('one two three four', 8, 2, measure)).toEqual(['one two', 'three f…']);
  expect(wrapText('', 8, 2, measure)).toEqual([]);
});

test('no line is wider than it may be, and nothing is lost where there are lines enough', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 4, max: 30 }),
      fc.integer({ min: 1, max: 5 }),
      (text, width, most) => {
        const lines = wrapText(text, width, most, measure);
        expect(lines.length).toBeLessThanOrEqual(most);
        const segments = new Intl.Segmenter('en');
        for (const line of lines) {
          // one character that is wider by itself stands alone
          const alone = Array.from(segments.segment(line)).length <= 2;
          expect(alone || measure(line) <= width).toBe(true);
        }
        const all = wrapText(text, width, 1000, measure).join('').replaceAll(' ', '');
        expect(all.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      },
    ),
  );
});
