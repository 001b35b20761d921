/** Distance between two lines, in CSS pixels. */
const SPACING = 6;

/** Diagonal lines to fill a canvas with; the plain colour where the browser has no patterns. */
export function hatching(context: CanvasRenderingContext2D, colour: string, ratio: number): CanvasPattern | string {
  const size = Math.max(Math.round(SPACING * ratio), 4);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (!pen) {
    return colour;
  }
  pen.strokeStyle = colour;
  pen.lineWidth = 1.4 * ratio;
  pen.beginPath();
  // beyond the corners, too, so that tiles join without a seam
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - size, 2 * size);
    pen.lineTo(shift + 2 * size, -size);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}

/** The same for an element's background. */
export function hatchingStyle(colour: string): string {
  return `repeating-linear-gradient(135deg, ${colour} 0 1.4px, transparent 1.4px ${SPACING / Math.SQRT2}px)`;
}
