import { columns, escapeMarkdown, escapeMarkup, pad, plainLine, truncate, visible } from './text.js';

test('controls and broken code units show as what they are not', () => {
  expect(visible('a\u0000b\nc\ud800d')).toBe('a\ufffdb\ufffdc\ufffdd');
  expect(visible('👩‍👧 עברית')).toBe('👩‍👧 עברית');
  expect(plainLine('a\u202eb')).toBe('a\ufffdb');
});

test('markup and Markdown are escaped', () => {
  expect(escapeMarkup(`<a href="x">'&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;');
  expect(escapeMarkdown('a|b`c`<d>[e](http://f)')).toBe('a\\|b\\`c\\`&lt;d&gt;\\[e\\]\\(http:\u200b//f\\)');
});

test('text is cut between characters, by the columns that they take', () => {
  expect(truncate('short', 5)).toBe('short');
  expect(truncate('longer', 5)).toBe('long…');
  expect(truncate('漢字の名前', 5)).toBe('漢字…');
  expect(truncate('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 4)).toBe('👩‍👩‍👧…');
  expect(columns('漢a')).toBe(3);
  expect(pad('漢', 4)).toBe('漢  ');
});
