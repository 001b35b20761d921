import type { Column } from '../model/columns.js';
import { sourcesOf, type Workbook } from '../model/workbook.js';
import { fieldsIn, FormulaError, type Formula } from './formula.js';
import { grainOf, type Grain } from './grain.js';
import { parseFormula } from './parseFormula.js';

/** A calculation of a data source. */
export interface Calculated {
  readonly source: string;
  readonly caption: string;
  readonly column: Column;
  readonly formula: string;
}

export function calculationsOf(workbook: Workbook): Calculated[] {
  return sourcesOf(workbook).flatMap(({ name, caption, scope }) =>
    [...scope.columns.values()].flatMap((column) =>
      column.formula === undefined
        ? []
        : [
            {
              source: name,
              caption: `data source ${JSON.stringify(caption)}, calculation ${JSON.stringify(column.caption || column.name)}`,
              column,
              formula: column.formula,
            },
          ],
    ),
  );
}

/** Undefined where it cannot be read, which is a finding of another check's. */
export function tryParse(text: string): Formula | undefined {
  try {
    return parseFormula(text);
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** A field or parameter by its data source, and its name with brackets. */
export interface FieldName {
  readonly source: string;
  readonly name: string;
}

/** What a field's formula names; nothing where it is no calculation, or one that cannot be read. */
export function namedBy({ datasources }: Workbook, { source, name }: FieldName): FieldName[] {
  const formula = datasources.get(source)?.scope.columns.get(name)?.formula;
  const parsed = formula === undefined ? undefined : tryParse(formula);
  return (parsed === undefined ? [] : fieldsIn(parsed)).map((field) => ({
    source: field.source ?? source,
    name: `[${field.name}]`,
  }));
}

/** What a field's formula reads, by itself and through other calculations, each field once. */
export function readBy(workbook: Workbook, field: FieldName): FieldName[] {
  const found = new Map<string, FieldName>();
  const visit = (one: FieldName): void => {
    for (const inner of namedBy(workbook, one)) {
      const key = `${inner.source} ${inner.name}`;
      if (found.has(key)) continue;
      found.set(key, inner);
      visit(inner);
    }
  };
  visit(field);
  return [...found.values()];
}

/** @throws FormulaError where values of rows stand beside aggregates */
export function grainOfColumn(
  workbook: Workbook,
  source: string,
  { name, formula }: Pick<Column, 'name' | 'formula'>,
  seen: ReadonlySet<string> = new Set(),
): Grain {
  const parsed = formula === undefined ? undefined : tryParse(formula);
  if (parsed === undefined || seen.has(name)) return 'row';
  return grainOf(parsed, (field) => {
    if (field.source === 'Parameters') return 'constant';
    const other = field.source ?? source;
    const column = workbook.datasources.get(other)?.scope.columns.get(`[${field.name}]`);
    // another data source's fields come aggregated
    const own = other === source ? 'row' : 'mark';
    return column === undefined
      ? own
      : grainOfColumn(workbook, other, column, new Set([...seen, name])) === 'mark'
        ? 'mark'
        : own;
  });
}

/** Whether a calculation aggregates by itself; false where it cannot be told. */
export function isAggregate(workbook: Workbook, source: string, column: Column): boolean {
  try {
    return grainOfColumn(workbook, source, column) === 'mark';
  } catch (error) {
    if (error instanceof FormulaError) return false;
    throw error;
  }
}
