/**
 * A name as a label's value. Prometheus takes any UTF-8 but a zero character, which would break the whole scrape; it and
 * halves of surrogate pairs become U+FFFD. Quotes, backslashes and line ends are for who writes the text to escape.
 */
export function labelText(name: string): string {
  return name.replace(/[\u0000\ud800-\udfff]/gu, '\ufffd');
}
