import type { WorkbookSheet } from '../description/workbook.js';
import type { FieldBook } from './fieldBook.js';
import { element, elementOf, type Node } from './xml.js';

const format = (attr: string, value: string | number | boolean, more: Node['attributes'] = {}): Node =>
  element('format', { attr, value, ...more });

const rule = (target: string, formats: readonly Node[]): Node[] =>
  elementOf('style-rule', { element: target }, formats);

/** What holds for a whole sheet: colours of its own, and the lines across it. */
export function sheetStyle({ colour, lines = [], rows, columns }: WorkbookSheet, book: FieldBook): Node[] {
  const ramp =
    'ramp' in colour
      ? [
          element(
            'encoding',
            { attr: 'color', field: book.reference(colour.pill), type: 'custom-interpolated' },
            element(
              'color-palette',
              { custom: true, name: '', type: 'ordered-sequential' },
              ...colour.ramp.map((stop) => element('color', {}, stop)),
            ),
          ),
        ]
      : [];
  const dates = [...rows, ...columns].filter(
    ({ field, by }) => by === 'value' && book.field(field).local === 'datetime',
  );
  return [
    ...rule(
      'label',
      dates.map((pill) => format('text-format', '*yyyy-MM-dd HH:mm', { field: book.reference(pill) })),
    ),
    ...rule('mark', ramp),
    ...rule(
      'refline',
      lines.flatMap(({ colour: stroke }, index) => [
        format('stroke-color', stroke, { id: `refline${index}` }),
        format('line-pattern', 'dashed', { id: `refline${index}` }),
      ]),
    ),
    ...rule('worksheet', [format('display-field-labels', false, { scope: 'cols' })]),
  ];
}

/** What holds for the marks of a pane. */
export function paneStyle({ mark, colour, label }: WorkbookSheet): Node[] {
  return rule('mark', [
    ...('colour' in colour ? [format('mark-color', colour.colour)] : []),
    ...(mark === 'Square' ? [format('has-stroke', true), format('stroke-color', '#ffffff')] : []),
    format('mark-labels-show', label !== undefined),
    ...(label === undefined ? [] : [format('mark-labels-cull', true)]),
  ]);
}
