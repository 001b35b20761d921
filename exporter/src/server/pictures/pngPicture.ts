import type { ModelState } from '../../monitor/state.js';
import { drawOnce } from './drawOnce.js';
import { pngOf } from './pngOf.js';

const once = drawOnce<Uint8Array>();

/** A picture of a state as PNG, drawn once. */
export function pngPicture(state: ModelState, svg: string): Promise<Uint8Array> {
  return once(state, svg, () => pngOf(svg));
}
