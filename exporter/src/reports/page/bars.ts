import { percent } from '../numbers.js';
import { exact } from './markup.js';

/** A share as a bar that is full at `most`, and the number beside it. */
export function shareBar(share: number | undefined, most: number): string {
  if (share === undefined) return '–';
  return `<span class="share" aria-hidden="true"><i style="width:${extent(share, most)}"></i></span>${exact(share, percent(share))}`;
}

/** A part of a change as a bar to the left or the right of zero, which ends at `most` of either sign, and the number beside it. */
export function partBar(part: number, most: number, text: string): string {
  const side = part < 0 ? 'right:50%' : 'left:50%';
  return `<span class="part" aria-hidden="true"><i style="${side};width:${extent(Math.abs(part), 2 * most)}"></i></span>${exact(part, text)}`;
}

function extent(value: number, most: number): string {
  return `${(most > 0 ? Math.min(100, (100 * value) / most) : 0).toFixed(1)}%`;
}
