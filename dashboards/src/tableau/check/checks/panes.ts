import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';
import { referencesIn } from '../model/reference.js';
import type { Worksheet } from '../model/worksheet.js';

export const panes: Check = {
  id: 'panes',
  says: 'A sheet with several axes on a shelf has a pane for all and a pane named after each; no pane is named after what is no axis.',
  find({ worksheets }) {
    return worksheets.flatMap((sheet) => [
      ...faultsOf(sheet, 'y-axis-name', sheet.rows),
      ...faultsOf(sheet, 'x-axis-name', sheet.columns),
      ...(sheet.panes.length > 0 && sheet.panes.every(({ axes }) => axes.length > 0)
        ? [{ place: ofSheet(sheet.name), line: sheet.tree.line, message: 'there is no pane for all axes' }]
        : []),
    ]);
  },
};

function faultsOf({ name, panes: all, tree }: Worksheet, attribute: string, shelf: string): Problem[] {
  const axes = [
    ...new Set(
      referencesIn(shelf)
        .map(({ text }) => text)
        .filter((text) => /:qk(:\d+)?\]$/.test(text)),
    ),
  ];
  const named = all.flatMap((pane) => pane.tree.attributes[attribute] ?? []);
  const missing = axes.length < 2 ? [] : axes.filter((axis) => !named.includes(axis));
  const extra = named.filter((axis) => !axes.includes(axis) && !axis.includes('[Multiple Values]'));
  return [
    ...missing.map((axis) => `there is no pane with ${attribute} ${axis}`),
    ...extra.map((axis) => `a pane has ${attribute} ${axis}, which is no axis of the sheet`),
  ].map((message) => ({ place: ofSheet(name), line: tree.line, message }));
}
