import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';

const MARKS = new Set(
  'Automatic Bar Line Area Square Circle Shape Text Map Multipolygon Polygon Pie GanttBar Density Heatmap VizExtension'.split(
    ' ',
  ),
);
const ENCODINGS = new Set(
  'color size text lod tooltip shape level-of-detail path wedge-size geometry image custom angle'.split(' '),
);
/** Of which a pane has one alone. */
const SINGLE = new Set(['color', 'size', 'shape', 'path', 'wedge-size', 'geometry']);

export const marks: Check = {
  id: 'marks',
  says: 'Every pane has a mark and encodings by names that Tableau knows, in <encodings>, one of color and of size.',
  find({ worksheets }) {
    return worksheets.flatMap((sheet) => {
      const place = ofSheet(sheet.name);
      if (sheet.panes.length === 0)
        return [{ place, line: sheet.tree.line, message: 'it has no pane, and would not be drawn' }];
      return sheet.panes.flatMap(({ mark, encodings, tree }): Problem[] => {
        const kinds = encodings.map(({ kind }) => kind);
        const misplaced = tree.children.filter(
          ({ name, attributes }) => ENCODINGS.has(name) && 'column' in attributes,
        );
        return [
          ...(MARKS.has(mark) ? [] : [`Tableau has no mark ${mark || 'that is empty'}`]),
          ...kinds.filter((kind) => !ENCODINGS.has(kind)).map((kind) => `Tableau has no encoding ${kind}`),
          ...kinds
            .filter((kind, index) => SINGLE.has(kind) && kinds.indexOf(kind) < index)
            .map((kind) => `there are two encodings ${kind}`),
          ...misplaced.map(({ name }) => `<${name}> stands in the pane; put it into <encodings>`),
        ].map((message) => ({ place, line: tree.line, message }));
      });
    });
  },
};
