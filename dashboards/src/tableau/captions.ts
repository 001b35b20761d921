/** Words that are not written as they are spelled in a column's name. */
const WORDS: Readonly<Record<string, string>> = {
  psi: 'PSI',
  ks: 'KS',
  id: 'number',
  utc: '(UTC)',
  url: 'address',
  iso: 'ISO',
  g: 'G',
};

/** A column's name in words, the same in every data source: actions match fields by it. */
export function captionOf(column: string): string {
  const words = column.split('_').map((word) => WORDS[word] ?? word);
  const text = words.join(' ');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
