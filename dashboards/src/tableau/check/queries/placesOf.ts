import { parseReference, referencesIn, type Reference } from '../model/reference.js';
import { attributeOf } from '../model/tree.js';
import { PARAMETERS } from '../model/workbook.js';
import type { Worksheet } from '../model/worksheet.js';
import type { Place } from './sheetQuery.js';

/** Every pill that a sheet draws or tells, with the places where it does, shelves first. */
export function placesOf({
  rows,
  columns,
  panes,
}: Worksheet): Map<string, { reference: Reference; at: Place[] }> {
  const found = new Map<string, { reference: Reference; at: Place[] }>();
  const add = (reference: Reference | undefined, at: Place): void => {
    if (reference === undefined || reference.datasource === PARAMETERS || reference.name.startsWith('[:'))
      return;
    const known = found.get(reference.text) ?? { reference, at: [] };
    if (!known.at.includes(at)) known.at.push(at);
    found.set(reference.text, known);
  };
  for (const reference of referencesIn(rows)) add(reference, 'rows');
  for (const reference of referencesIn(columns)) add(reference, 'columns');
  for (const { encodings, referenceLines } of panes) {
    for (const { kind, column } of encodings) add(parseReference(column), kind);
    for (const line of referenceLines)
      add(parseReference(attributeOf(line, 'value-column')), 'reference-line');
  }
  return found;
}
