const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A text in lines that are no wider than `width`, broken between words or, where a word is too long, within it; what does not fit
 * into so many lines gives way to an ellipsis.
 *
 * @param measure the width of a text
 */
export function wrapText(
  text: string,
  width: number,
  mostLines: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== '' && lines.length < mostLines) {
    const fitting = longestStart(rest, width, measure);
    if (fitting.length === rest.length) return [...lines, rest];
    if (lines.length === mostLines - 1) {
      const cut = longestStart(rest, width - measure('…'), measure);
      return [...lines, `${cut.trimEnd()}…`];
    }
    const space = rest[fitting.length] === ' ' ? fitting.length : fitting.lastIndexOf(' ');
    const line = space > 0 ? rest.slice(0, space) : fitting;
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

/** As many characters as fit, at least one, so that wrapping always comes to an end. */
function longestStart(text: string, width: number, measure: (text: string) => number): string {
  let kept = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += measure(segment);
    if (used > width && kept !== '') return kept;
    kept += segment;
  }
  return kept;
}
