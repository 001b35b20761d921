import type { Pill } from '../description/pill.js';
import type { WorkbookSheet } from '../description/workbook.js';
import { parameterName, type FieldBook } from './fieldBook.js';
import { textWithPills } from './formattedText.js';
import { pillOfColour, pillsOfText, tooltipPills } from './sheetPills.js';
import { paneStyle } from './sheetStyle.js';
import { element, elementOf, type Node } from './xml.js';

/** Headers outside, axes inside. */
export function shelf(pills: readonly Pill[], book: FieldBook): string {
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
export function panes(sheet: WorkbookSheet, book: FieldBook): Node[] {
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
  const { mark, colour, detail = [], label, tooltip, lines = [], rows, columns } = sheet;
  const encoding = (name: string, pill: Pill): Node => element(name, { column: book.reference(pill) });
  const axis = [...rows, ...columns].find(
    (pill) => book.pill(pill).type === 'quantitative' && pill.by !== 'value',
  );
  return element(
    'pane',
    { ...attributes, 'selection-relaxation-option': 'selection-relaxation-allow' },
    element('view', {}, element('breakdown', { value: 'auto' })),
    element('mark', { class: mark }),
    ...elementOf('encodings', {}, [
      ...pillOfColour(colour).map((pill) => encoding('color', pill)),
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
              'parameter' in value
                ? `[Parameters].[${parameterName({ name: value.parameter })}]`
                : book.reference(value),
            'z-order': index + 1,
          }),
        )),
    element('customized-tooltip', {}, textWithPills(book, tooltip, { words: { fontcolor: '#5f6b7a' } })),
    ...(label === undefined ? [] : [element('customized-label', {}, textWithPills(book, label))]),
    element('style', {}, ...paneStyle(sheet)),
  );
}
