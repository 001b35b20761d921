import type { Check } from '../check.js';
import { ofSheet, type Problem } from '../finding.js';
import { parseShelf, ShelfError, type ShelfPart } from '../model/shelf.js';
import { descend } from '../model/tree.js';

export const shelves: Check = {
  id: 'shelves',
  says: 'Shelves are pills in brackets and balanced parentheses: headers joined by /, axes by + or *, and never headers by +.',
  find({ worksheets }) {
    return worksheets.flatMap(({ name, tree, rows, columns }) =>
      (
        [
          ['rows', rows],
          ['cols', columns],
        ] as const
      ).flatMap(([shelf, text]): Problem[] => {
        const problem = (message: string): Problem[] => [
          { place: ofSheet(name), line: descend(tree, 'table', shelf).line, message: `${shelf}: ${message}` },
        ];
        try {
          const part = parseShelf(text);
          return part === undefined ? [] : operators(part).flatMap(problem);
        } catch (error) {
          if (!(error instanceof ShelfError)) throw error;
          return problem(error.message);
        }
      }),
    );
  },
};

const isHeader = (part: ShelfPart): boolean =>
  part.kind === 'pill'
    ? /:(nk|ok)(:\d+)?\]$/.test(part.reference.name) || part.reference.name === '[:Measure Names]'
    : part.operator === '/';

/** Headers nest in headers by `/`, axes in headers by `*`, and axes stand beside each other by `+`. */
function operators(part: ShelfPart): string[] {
  if (part.kind === 'pill') return [];
  const { operator, left, right } = part;
  const inner = [...operators(left), ...operators(right)];
  const sides = [left, right];
  if (operator === '/' && sides.some((side) => !isHeader(side) && side.kind === 'pill'))
    return [...inner, 'an axis is joined by /; nest it in headers with *'];
  if (operator === '+' && sides.some(isHeader))
    return [...inner, 'a header is joined by +; nest headers with /, and axes in them with *'];
  return inner;
}
