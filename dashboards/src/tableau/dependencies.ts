import type { Pill } from '../description/pill.js';
import type { Parameter, WorkbookSheet } from '../description/workbook.js';
import { columnNode, type Field, type FieldBook } from './fieldBook.js';
import { parameterColumn } from './parameters.js';
import { declaredPills, lineParameters } from './sheetPills.js';
import { element, elementOf, type Node } from './xml.js';

/** The sheet's own data source last, as Desktop writes it. */
export function dependenciesOf(sheet: WorkbookSheet, book: FieldBook): Node[] {
  const pills = declaredPills(sheet);
  const fields = fieldsOf(book, [
    ...pills.map(({ field }) => field),
    ...sheet.filters.flatMap((filter) => (filter.kind === 'top' ? [filter.by] : [])),
  ]);
  const parameters = [
    ...book.parameters.filter(({ name }) => lineParameters(sheet).includes(name)),
    ...fields.flatMap((field) => book.parametersOf(field)),
  ];
  return declared(book, [...new Set(parameters)], fields, pills);
}

/** With the columns that calculations among them read. */
function fieldsOf(book: FieldBook, keys: readonly string[]): Field[] {
  const found = new Map<string, Field>();
  for (const key of keys) {
    const field = book.field(key);
    found.set(key, field);
    for (const other of book.fields)
      if (field.formula?.includes(`[${other.name}]`)) found.set(other.key, other);
  }
  return [...found.values()];
}

/** Those that must be repeated where a dashboard shows a card of the pill. */
export function cardDependencies(
  book: FieldBook,
  pills: readonly Pill[],
  parameters: readonly Parameter[],
): Node[] {
  const keys = pills.map(({ field }) => field);
  return declared(book, parameters, fieldsOf(book, keys), pills);
}

function declared(
  book: FieldBook,
  parameters: readonly Parameter[],
  fields: readonly Field[],
  pills: readonly Pill[],
): Node[] {
  return [
    ...elementOf('datasource-dependencies', { datasource: 'Parameters' }, parameters.map(parameterColumn)),
    element(
      'datasource-dependencies',
      { datasource: book.id },
      ...fields.map((field) => columnNode(field, false)),
      ...pills.map((pill) => book.columnInstance(pill)),
    ),
  ];
}
