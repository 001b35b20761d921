import type { KeyboardEvent, MouseEvent } from 'react';
import type { Drawing } from './drawing';

/** The cell that is pointed at, or that keys have led to. */
export interface ActiveCell {
  /** Place among `cellsOf(picture)`. */
  readonly cell: number;
  /** In CSS pixels of the page. */
  readonly at: { readonly x: number; readonly y: number };
  readonly byKeyboard: boolean;
}

/** The cell below the pointer. */
export function cellAt(event: MouseEvent<SVGSVGElement>, drawing: Drawing): ActiveCell | null {
  const box = event.currentTarget.getBoundingClientRect();
  const at = { x: event.clientX, y: event.clientY };
  const along = drawing.kind === 'bins' ? at.x - box.left : at.y - box.top;
  const hit = drawing.hits.find(({ from, to }) => along >= from && along < to);
  return hit ? { cell: hit.cell, at, byKeyboard: false } : null;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The cell that a key leads to: arrows to its neighbours, Home and End to the ends. */
export function cellAfter(
  { key, currentTarget }: KeyboardEvent<SVGSVGElement>,
  { kind, hits, plot }: Drawing,
  before: number | undefined
): ActiveCell | undefined {
  const wanted = placeAfter(key, before, hits.length - 1);
  const hit = hits.find(({ cell }) => cell === wanted);
  if (hit === undefined) {
    return undefined;
  }
  const box = currentTarget.getBoundingClientRect();
  const middle = (hit.from + hit.to) / 2;
  const at =
    kind === 'bins'
      ? { x: box.left + middle, y: box.top + plot.top + plot.height / 2 }
      : { x: box.left + plot.left + plot.width / 2, y: box.top + middle };
  return { cell: hit.cell, at, byKeyboard: true };
}

function placeAfter(key: string, before: number | undefined, last: number): number | undefined {
  const step = STEPS[key];
  if (step === undefined) {
    return key === 'Home' ? 0 : key === 'End' ? last : undefined;
  }
  const next = before === undefined ? (step > 0 ? 0 : last) : before + step;
  return Math.min(last, Math.max(0, next));
}
