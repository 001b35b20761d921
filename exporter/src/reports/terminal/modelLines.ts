import { findingList } from '../findings/findingList.js';
import type { ModelReport } from '../models.js';
import { wrapText } from '../pictures/wrapText.js';
import { columns, plainLine } from '../text.js';

/** What is told of the model as a whole, each line wrapped, and an empty line after each finding; nothing where nothing is known. */
export function modelLines(report: ModelReport, width: number): string[] {
  return findingList.flatMap((view) => {
    const lines = view.lines(report).flatMap((line) => wrapText(plainLine(line), width, Infinity, columns));
    return lines.length === 0 ? [] : [...lines, ''];
  });
}
