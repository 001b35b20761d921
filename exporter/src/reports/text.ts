/** Makes any string safe to show: names come from other people's tables. */

// C0 and C1 controls, lone surrogates and non-characters: XML forbids most, terminals obey some.

const invisible =
  /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// Overrides and isolates that reorder what follows; letters that run from right to left are left alone.
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;

/** Control characters and broken code units become U+FFFD, so that a name still shows that it has them. */
export function visible(text: string): string {
  return text.replace(invisible, '\ufffd');
}

/** As `visible`, and nothing that changes the direction of what follows. */
export function plainLine(text: string): string {
  return visible(text).replace(reordering, '\ufffd');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML and XML, in an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return plainLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Text for a Markdown table cell: no markup, no mentions, no line breaks, whatever the renderer. */
export function escapeMarkdown(text: string): string {
  return plainLine(text)
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, (character) => `\\${character}`)
    .replace(/@/g, '@\u200b')
    .replace(/:\/\//g, ':\u200b//');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes on a terminal: emoji and East Asian characters take two. */
export function columns(text: string): number {
  let total = 0;
  for (const { segment } of segmenter.segment(text)) total += wide.test(segment) ? 2 : 1;
  return total;
}

/** The text, cut to so many columns with an ellipsis as the last of them; never within a character. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit && columns(text) <= limit) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const width = wide.test(segment) ? 2 : 1;
    if (used + width > limit - 1) return `${kept}…`;
    kept += segment;
    used += width;
  }
  return kept;
}

/** The text, filled with spaces to so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}
