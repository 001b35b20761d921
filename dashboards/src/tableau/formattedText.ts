import type { Colour } from '../description/colours.js';
import type { Text } from '../description/workbook.js';
import type { FieldBook } from './fieldBook.js';
import { element, type Node } from './xml.js';

interface Look {
  readonly fontcolor?: Colour;
  readonly fontsize?: number;
  readonly bold?: boolean;
}

export function run(text: string, look: Look = {}): Node {
  return element('run', { ...look }, text);
}

export function formattedText(...runs: readonly Node[]): Node {
  return element('formatted-text', {}, ...runs);
}

/** Words plain, and what they speak of in bold. */
export function textWithPills(book: FieldBook, text: Text, look: { words?: Look; pills?: Look } = {}): Node {
  return formattedText(
    ...text.map((part) =>
      typeof part === 'string'
        ? run(part, look.words)
        : run(`<${book.reference(part)}>`, { bold: true, ...look.pills }),
    ),
  );
}
