import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';
import { parseReference } from '../model/reference.js';
import { everything, descend } from '../model/tree.js';
import { isFree, shelvesOf, textUses } from '../model/uses.js';
import { PARAMETERS } from '../model/workbook.js';

export const texts: Check = {
  id: 'texts',
  says: 'A tooltip or label tells only what its mark has: pills of the shelves and of the pane, or parameters, in <[data source].[pill]>.',
  find({ worksheets }) {
    return worksheets.flatMap((sheet) => {
      const place = ofSheet(sheet.name);
      const drawn = new Set([
        ...shelvesOf(sheet).map(({ text }) => text),
        ...sheet.panes.flatMap(({ encodings }) => encodings.map(({ column }) => column)),
        ...sheet.filters.map(({ column }) => column),
      ]);
      const seen = new Set<string>();
      const unknown = textUses(sheet).flatMap(({ reference, where, line }): Problem[] => {
        const key = `${where}${reference.text}`;
        if (
          seen.has(key) ||
          drawn.has(reference.text) ||
          isFree(reference) ||
          reference.datasource === PARAMETERS
        )
          return [];
        seen.add(key);
        return [
          {
            place,
            line,
            message: `${where} tells ${reference.text}, which is neither on a shelf nor an encoding; add it as <tooltip> or <lod>`,
          },
        ];
      });
      return [...unknown, ...broken(sheet.tree).map((problem) => ({ place, ...problem }))];
    });
  },
};

/** `<` without what Tableau would put in its place. */
function broken(tree: Parameters<typeof everything>[0]): Array<{ line: number; message: string }> {
  const places = [descend(tree, 'layout-options'), ...everything(descend(tree, 'table', 'panes'))];
  return places
    .filter(({ name }) => name === 'run')
    .flatMap(({ text, line }) =>
      [...text.matchAll(/<([^<>]*\[[^<>]*)>/g)]
        .filter(([, inside = '']) => parseReference(inside) === undefined)
        .map(([whole]) => ({ line, message: `${whole} is no reference; write <[data source].[pill]>` })),
    );
}
