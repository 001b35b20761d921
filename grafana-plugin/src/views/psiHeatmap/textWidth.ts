/** Of all text around the cells, in CSS pixels: that of Grafana's axes and legends. */
export const FONT_SIZE = 12;

/** A rough width where the browser can't measure, as a share of the font's size. */
const USUAL_CHARACTER = 0.55;

let pen: CanvasRenderingContext2D | null | undefined;

/** In CSS pixels. */
export function textWidth(text: string, fontFamily: string): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) {
    return text.length * FONT_SIZE * USUAL_CHARACTER;
  }
  pen.font = `${FONT_SIZE}px ${fontFamily}`;
  return pen.measureText(text).width;
}

/** How many of the longest texts are measured: with letters of unlike width it need not be the longest one. */
const MEASURED = 20;

export function widestText(texts: readonly string[], fontFamily: string): number {
  const longest = [...texts].sort((a, b) => b.length - a.length).slice(0, MEASURED);
  return Math.max(0, ...longest.map((text) => Math.ceil(textWidth(text.slice(0, 200), fontFamily))));
}
