import { COLOURS } from '../../description/colours.js';
import type { Colouring } from '../../description/workbook.js';
import { cellOf, type Cell } from './sheetResult.js';

export function colourOf(colour: Colouring, mark: ReadonlyMap<string, Cell>): string {
  if ('colour' in colour) return colour.colour;
  if (!('words' in colour)) return COLOURS.current;
  const value = String(cellOf(mark, colour.pill));
  return colour.words.find(([word]) => word === value)?.[1] ?? COLOURS.inconclusive;
}
