import { fieldsIn } from '../formula/formula.js';
import { tryParse } from '../formula/formulasOf.js';
import { schemaAndTable } from './datasource.js';
import { unbracketed } from './reference.js';
import { PARAMETERS, type Workbook } from './workbook.js';
import type { Worksheet } from './worksheet.js';

/** The views that a sheet reads. */
export function viewsOf({ datasources }: Workbook, sheet: Worksheet): string[] {
  return sheet.datasources.flatMap(
    (name) =>
      datasources.get(name)?.relations.flatMap((relation) => schemaAndTable(relation)?.[1] ?? []) ?? [],
  );
}

/** Columns of the views that a sheet's pills are made from, through calculations. */
export function fieldsRead(workbook: Workbook, { scopes }: Worksheet): Set<string> {
  const found = new Set<string>();
  for (const [source, { instances }] of scopes) {
    if (source === PARAMETERS) continue;
    for (const { column } of instances.values()) columnsBehind(workbook, source, column, found);
  }
  return found;
}

/** @param found what has been found; the columns are added to it */
function columnsBehind(
  { datasources }: Pick<Workbook, 'datasources'>,
  source: string,
  name: string,
  found: Set<string>,
): void {
  const plain = unbracketed(name);
  if (found.has(plain)) return;
  found.add(plain);
  const formula = datasources.get(source)?.scope.columns.get(name)?.formula;
  const parsed = formula === undefined ? undefined : tryParse(formula);
  for (const { source: other, name: field } of parsed === undefined ? [] : fieldsIn(parsed))
    if (other === undefined) columnsBehind({ datasources }, source, `[${field}]`, found);
}
