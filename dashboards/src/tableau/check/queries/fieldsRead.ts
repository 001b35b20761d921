import { readBy } from '../formula/formulasOf.js';
import { schemaAndTable } from '../model/datasource.js';
import { unbracketed } from '../model/reference.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';
import type { Worksheet } from '../model/worksheet.js';

/** The views that a sheet reads. */
export function viewsOf({ datasources }: Workbook, sheet: Worksheet): string[] {
  return sheet.datasources.flatMap(
    (name) =>
      datasources.get(name)?.relations.flatMap((relation) => schemaAndTable(relation)?.[1] ?? []) ?? [],
  );
}

/** Columns and calculations that a sheet's pills are made from, without brackets. */
export function fieldsRead(workbook: Workbook, { scopes }: Worksheet): Set<string> {
  const read = [...scopes]
    .filter(([source]) => source !== PARAMETERS)
    .flatMap(([source, { instances }]) =>
      [...instances.values()].map(({ column: name }) => ({ source, name })),
    )
    .flatMap((field) => [field, ...readBy(workbook, field)]);
  return new Set(read.map(({ name }) => unbracketed(name)));
}
