/** Size of labels in CSS pixels: that of Grafana's axes. */
export const FONT_SIZE = 11;

/** About how wide a label is, in CSS pixels: generous, since nothing is measured before it is drawn. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    width += character < '\u0300' ? 0.58 : 1;
  }
  return width * FONT_SIZE;
}

/** As much of a label as fits, ended by an ellipsis where that is not all. */
export function fittingText(text: string, width: number): string {
  if (textWidth(text) <= width) {
    return text;
  }
  let used = textWidth('…');
  let shown = '';
  for (const character of text) {
    used += textWidth(character);
    if (used > width) {
      break;
    }
    shown += character;
  }
  return `${shown.trimEnd()}…`;
}
