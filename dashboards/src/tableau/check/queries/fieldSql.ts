import { FormulaError } from '../formula/formula.js';
import { parseFormula } from '../formula/parseFormula.js';
import { isAggregate } from '../formula/formulasOf.js';
import { attribute, datePart, extreme, identifier, sqlType, truncated, type Sql } from '../formula/sql.js';
import { toSql } from '../formula/toSql.js';
import type { Column, Instance } from '../model/columns.js';
import { DERIVATIONS } from '../model/derivations.js';
import { parseMember } from '../model/members.js';
import { unbracketed } from '../model/reference.js';
import { attributeOf } from '../model/tree.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';

/**
 * A column of the data source on the table `t`, or the calculation of that name.
 * @throws FormulaError where there is neither, or the formula cannot be run
 */
export function fieldSql(workbook: Workbook, source: string, name: string): Sql {
  const datasource = workbook.datasources.get(source);
  const column = datasource?.scope.columns.get(name);
  if (column?.formula !== undefined) return calculated(workbook, source, column.formula);
  const record = datasource?.records.find(({ localName }) => localName === name);
  if (record === undefined) throw new FormulaError(`data source ${source} has no column ${name}`, 0);
  return { sql: `t.${identifier(record.remoteName)}`, type: sqlType(record.localType) };
}

/** A formula over the columns of a data source. */
export function calculated(workbook: Workbook, source: string, formula: string): Sql {
  return toSql(parseFormula(formula), {
    field: ({ source: other = source, name }) =>
      other === PARAMETERS ? parameterSql(workbook, `[${name}]`) : fieldSql(workbook, other, `[${name}]`),
  });
}

function parameterSql({ parameters }: Workbook, name: string): Sql {
  const parameter = parameters.get(name);
  if (parameter === undefined) throw new FormulaError(`there is no parameter ${name}`, 0);
  return constantSql(parameter);
}

/** A parameter's value. */
function constantSql({ tree, datatype, name }: Column): Sql {
  const value = parseMember(attributeOf(tree, 'value'), datatype);
  if (value === undefined || value === null) throw new FormulaError(`parameter ${name} has no value`, 0);
  const type = sqlType(datatype);
  return { sql: typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value), type };
}

/** What a pill makes of its column. */
export function pillSql(workbook: Workbook, source: string, { column, derivation }: Instance): Sql {
  const value = fieldSql(workbook, source, column);
  const kind = DERIVATIONS.get(derivation)?.kind;
  switch (kind) {
    case 'value':
    case 'computed':
      return value;
    case 'attribute':
      return { sql: attribute(value), type: value.type };
    case 'truncation':
      return truncated(value, derivation.replace('-Trunc', ''));
    case 'part':
      return datePart(value, derivation);
    case 'aggregate':
      return aggregated(value, derivation);
    default:
      throw new FormulaError(`derivation ${derivation} of ${column} cannot be run by this check`, 0);
  }
}

function aggregated(value: Sql, derivation: string): Sql {
  const { sql } = value;
  switch (derivation) {
    case 'Min':
    case 'Max':
      return { sql: extreme(value, derivation === 'Min' ? 'min' : 'max'), type: value.type };
    case 'CountD':
      return { sql: `count(DISTINCT ${sql})`, type: 'number' };
    case 'Median':
      return { sql: `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${sql})`, type: 'number' };
    case 'Sum':
    case 'Avg':
    case 'Count':
      return { sql: `${derivation.toLowerCase()}(${sql})`, type: 'number' };
    default:
      throw new FormulaError(`aggregation ${derivation} cannot be run by this check`, 0);
  }
}

/** Whether a pill has one value for the rows of a mark, and splits no marks. */
export function isMeasure(workbook: Workbook, source: string, { column, derivation }: Instance): boolean {
  const kind = DERIVATIONS.get(derivation)?.kind;
  if (kind === 'value') {
    const found = workbook.datasources.get(source)?.scope.columns.get(column);
    return found !== undefined && isAggregate(workbook, source, found);
  }
  return kind === 'aggregate' || kind === 'attribute' || kind === 'computed';
}

export const fieldName = ({ column }: Instance): string => unbracketed(column);
