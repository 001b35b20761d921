import { FormulaError } from '../formula/formula.js';
import type { Instance } from '../model/columns.js';
import type { Reference } from '../model/reference.js';
import type { Workbook } from '../model/workbook.js';
import type { Worksheet } from '../model/worksheet.js';
import type { ResultColumn } from './sheetQuery.js';

/** A pill with the SQL that makes it. */
export interface Drawn {
  readonly sql: string;
  readonly column: ResultColumn;
  readonly instance: Instance;
}

/** What a pill is, as its sheet declares it, else its data source. */
export function instanceOf(
  { datasources }: Workbook,
  { scopes }: Worksheet,
  { datasource, name, text }: Reference,
): Instance {
  const found =
    scopes.get(datasource)?.instances.get(name) ?? datasources.get(datasource)?.scope.instances.get(name);
  if (found === undefined) throw new FormulaError(`the sheet does not declare ${text}`, 0);
  return found;
}
