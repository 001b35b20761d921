import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';
import { parseReference } from '../model/reference.js';
import { attributeOf, type Tree } from '../model/tree.js';
import { shelvesOf } from '../model/uses.js';
import { PARAMETERS } from '../model/workbook.js';
import type { Pane, Worksheet } from '../model/worksheet.js';

const FORMULAS =
  'average constant max median min quantile sum total trend confidence stdev percentage quantiles'.split(' ');
const SCOPES = ['per-cell', 'per-pane', 'per-table'];
const NEEDED = ['axis-column', 'formula', 'id', 'label-type', 'scope', 'z-order'];

export const referenceLines: Check = {
  id: 'reference-lines',
  says: 'A reference line crosses an axis of its sheet at a parameter, a constant or a pill of the pane, and lines are stacked in order.',
  find({ worksheets }) {
    return worksheets.flatMap((sheet) =>
      sheet.panes.flatMap((pane) => {
        const orders = pane.referenceLines.map((line) => Number(attributeOf(line, 'z-order')));
        return pane.referenceLines.flatMap((line, index): Problem[] =>
          [
            ...faultsOf(line, pane, sheet),
            ...(index > 0 && !((orders[index] ?? NaN) > (orders[index - 1] ?? NaN))
              ? ['z-order must grow from line to line']
              : []),
          ].map((message) => ({
            place: ofSheet(sheet.name),
            line: line.line,
            message: `reference line ${attributeOf(line, 'id')}: ${message}`,
          })),
        );
      }),
    );
  },
};

function faultsOf(line: Tree, pane: Pane, sheet: Worksheet): string[] {
  const axis = attributeOf(line, 'axis-column');
  const formula = attributeOf(line, 'formula');
  const value = attributeOf(line, 'value-column');
  const missing = NEEDED.filter((name) => !(name in line.attributes));
  const onAxis =
    axis.endsWith('[Multiple Values]') ||
    (axis.endsWith('qk]') && shelvesOf(sheet).some(({ text }) => text === axis));
  return [
    ...missing.map((name) => `it has no ${name}`),
    ...(onAxis ? [] : [`axis-column ${axis || 'is missing and'} is no axis of the sheet`]),
    ...(FORMULAS.includes(formula) ? [] : [`formula ${formula} is none of Tableau's`]),
    ...(SCOPES.includes(attributeOf(line, 'scope')) ? [] : [`scope is one of ${SCOPES.join()}`]),
    ...(formula === 'constant'
      ? Number.isFinite(Number(line.attributes.value))
        ? []
        : ['a constant needs a value']
      : onPane(value, pane, sheet)
        ? []
        : [
            `value-column ${value || 'is missing; it'} is neither a parameter nor a pill of the pane; put the pill on lod`,
          ]),
  ];
}

function onPane(value: string, { encodings }: Pane, sheet: Worksheet): boolean {
  const reference = parseReference(value);
  if (reference === undefined) return false;
  if (reference.datasource === PARAMETERS)
    return sheet.scopes.get(PARAMETERS)?.columns.has(reference.name) === true;
  const drawn = [...shelvesOf(sheet).map(({ text }) => text), ...encodings.map(({ column }) => column)];
  return drawn.includes(value) || value.includes('[Multiple Values]');
}
