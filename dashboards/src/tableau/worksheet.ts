import { pillsOfText, declaredPills, lineParameters, pillOfColour, tooltipPills } from './sheetPills.js';
import type { Parameter, WorkbookSheet } from '../description/workbook.js';
import type { Pill } from '../description/pill.js';
import { columnNode, type Field, type FieldBook } from './fieldBook.js';
import { filterNode } from './filters.js';
import { formattedText, run, textWithPills } from './formattedText.js';
import { uuid } from './ids.js';
import { parameterColumn } from './parameters.js';
import { sheetStyle, paneStyle } from './sheetStyle.js';
import { element, elementOf, type Node } from './xml.js';

/** By pill's reference, which filters are narrowed together. */
export type FilterGroups = ReadonlyMap<string, number>;

/** A sheet as Tableau's worksheet. */
export function worksheetNode(sheet: WorkbookSheet, book: FieldBook, groups: FilterGroups): Node {
  return element(
    'worksheet',
    { name: sheet.title },
    element(
      'layout-options',
      {},
      element(
        'title',
        {},
        formattedText(
          run(sheet.title, { bold: true, fontsize: 12 }),
          run(`\n${sheet.description}`, { fontcolor: '#5f6b7a', fontsize: 9 }),
        ),
      ),
    ),
    element(
      'table',
      {},
      viewNode(sheet, book, groups),
      element('style', {}, ...sheetStyle(sheet, book)),
      element('panes', {}, ...panes(sheet, book)),
      element('rows', {}, shelf(sheet.rows, book)),
      element('cols', {}, shelf(sheet.columns, book)),
    ),
    element('simple-id', { uuid: uuid('worksheet', sheet.id) }),
  );
}

function viewNode(sheet: WorkbookSheet, book: FieldBook, groups: FilterGroups): Node {
  const { filters, sorts = [] } = sheet;
  const dependencies = dependenciesOf(sheet, book);
  return element(
    'view',
    {},
    element(
      'datasources',
      {},
      element('datasource', { caption: book.source.title, name: book.id }),
      ...(dependencies.length > 1 ? [element('datasource', { name: 'Parameters' })] : []),
    ),
    ...dependencies,
    ...filters.map((filter) => filterNode(book, filter, groups.get(book.reference(filter.pill)))),
    ...sorts.map(({ pill, by, descending }) =>
      element('computed-sort', {
        column: book.reference(pill),
        direction: descending ? 'DESC' : 'ASC',
        using: book.reference(by),
      }),
    ),
    ...elementOf(
      'slices',
      filters.map(({ pill }) => element('column', {}, book.reference(pill))),
    ),
    element('aggregation', { value: true }),
  );
}

/** The sheet's own data source last, as Desktop writes it. */
function dependenciesOf(sheet: WorkbookSheet, book: FieldBook): Node[] {
  const pills = declaredPills(sheet);
  const fields = fieldsOf(book, [
    ...pills.map(({ field }) => field),
    ...sheet.filters.flatMap((filter) => (filter.kind === 'top' ? [filter.by] : [])),
  ]);
  const parameters = [
    ...book.parameters.filter(({ name }) => lineParameters(sheet).includes(name)),
    ...fields.flatMap((field) => book.parametersOf(field)),
  ];
  return [
    ...elementOf('datasource-dependencies', [...new Set(parameters)].map(parameterColumn)).map((node) => ({
      ...node,
      attributes: { datasource: 'Parameters' },
    })),
    element(
      'datasource-dependencies',
      { datasource: book.id },
      ...fields.map((field) => columnNode(field, false)),
      ...pills.map((pill) => book.columnInstance(pill)),
    ),
  ];
}

/** With the columns that calculations among them read. */
export function fieldsOf(book: FieldBook, keys: readonly string[]): Field[] {
  const found = new Map<string, Field>();
  for (const key of keys) {
    const field = book.field(key);
    found.set(key, field);
    for (const other of book.fields)
      if (field.formula?.includes(`[${other.name}]`)) found.set(other.key, other);
  }
  return [...found.values()];
}

/** Headers outside, axes inside. */
function shelf(pills: readonly Pill[], book: FieldBook): string {
  const isAxis = (pill: Pill): boolean => book.pill(pill).type === 'quantitative';
  const join = (some: readonly Pill[], operator: string): string => {
    const [first, ...others] = some.map((pill) => book.reference(pill));
    return others.reduce((inside, next) => `(${inside} ${operator} ${next})`, first ?? '');
  };
  const headers = join(
    pills.filter((pill) => !isAxis(pill)),
    '/',
  );
  const axes = join(pills.filter(isAxis), '+');
  if (headers === '' || axes === '') return headers || axes;
  return `(${headers} * ${axes})`;
}

/** One pane, and one more for each of several axes. */
function panes(sheet: WorkbookSheet, book: FieldBook): Node[] {
  const axes = (pills: readonly Pill[]): string[] =>
    pills.filter((pill) => book.pill(pill).type === 'quantitative').map((pill) => book.reference(pill));
  const [onRows, onColumns] = [axes(sheet.rows), axes(sheet.columns)];
  const own = (attribute: string, names: readonly string[]): Node[] =>
    names.length < 2
      ? []
      : names.map((name, index) => paneNode(sheet, book, { id: index + 1, [attribute]: name }));
  return [paneNode(sheet, book, {}), ...own('y-axis-name', onRows), ...own('x-axis-name', onColumns)];
}

function paneNode(sheet: WorkbookSheet, book: FieldBook, attributes: Node['attributes']): Node {
  const { mark, colour, size, detail = [], label, tooltip, lines = [], rows, columns } = sheet;
  const encoding = (name: string, pill: Pill): Node => element(name, { column: book.reference(pill) });
  const axis = [...rows, ...columns].find(
    (pill) => book.pill(pill).type === 'quantitative' && pill.by !== 'value',
  );
  return element(
    'pane',
    { ...attributes, 'selection-relaxation-option': 'selection-relaxation-allow' },
    element('view', {}, element('breakdown', { value: 'auto' })),
    element('mark', { class: mark }),
    ...elementOf('encodings', [
      ...pillOfColour(colour).map((pill) => encoding('color', pill)),
      ...(size === undefined ? [] : [encoding('size', size)]),
      ...pillsOfText(label ?? []).map((pill) => encoding('text', pill)),
      ...detail.map((pill) => encoding('lod', pill)),
      ...tooltipPills(sheet).map((pill) => encoding('tooltip', pill)),
    ]),
    ...(axis === undefined
      ? []
      : lines.map(({ title, value }, index) =>
          element('reference-line', {
            'axis-column': book.reference(axis),
            'enable-instant-analytics': true,
            formula: 'parameter' in value ? 'average' : 'min',
            id: `refline${index}`,
            label: `${title}: <Value>`,
            'label-type': 'custom',
            scope: 'per-table',
            'value-column':
              'parameter' in value ? `[Parameters].[Parameter ${value.parameter}]` : book.reference(value),
            'z-order': index + 1,
          }),
        )),
    element('customized-tooltip', {}, textWithPills(book, tooltip, { words: { fontcolor: '#5f6b7a' } })),
    ...(label === undefined || label.length === 0
      ? []
      : [element('customized-label', {}, textWithPills(book, label))]),
    element('style', {}, ...paneStyle(sheet)),
  );
}

/** Those that must be repeated where a dashboard shows a card of the pill. */
export function cardDependencies(
  book: FieldBook,
  pills: readonly Pill[],
  parameters: readonly Parameter[],
): Node[] {
  const fields = fieldsOf(
    book,
    pills.map(({ field }) => field),
  );
  return [
    ...elementOf('datasource-dependencies', parameters.map(parameterColumn)).map((node) => ({
      ...node,
      attributes: { datasource: 'Parameters' },
    })),
    element(
      'datasource-dependencies',
      { datasource: book.id },
      ...fields.map((field) => columnNode(field, false)),
      ...pills.map((pill) => book.columnInstance(pill)),
    ),
  ];
}
