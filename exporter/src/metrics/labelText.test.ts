import { labelText } from './labelText.js';

test('a zero character and halves of pairs are replaced, all else stays', () => {
  expect(labelText('a\0b\ud83dc\udc69')).toBe('a\ufffdb\ufffdc\ufffd');
  for (const name of ['', 'naïve "x" \\ \n\r\t', '漢字 👩‍👩‍👧 \u202e', '\ufffd'])
    expect(labelText(name)).toBe(name);
});
