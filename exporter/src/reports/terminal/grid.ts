import Table from 'cli-table3';
import { columns, truncate } from '../text.js';

/** A column of a terminal's table: its cells are cut to `width`, never wrapped. */
export interface GridColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly width: number;
}

/** A cell's text, and what is put around it once it has been cut, such as a colour. */
export interface GridCell {
  readonly text: string;
  readonly wrap?: (text: string) => string;
}

export const GAP = 2;

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** Lines of a table without rules: a heading, then a row a line, trailing space cut. */
export function grid(
  heads: readonly GridColumn[],
  rows: readonly (readonly GridCell[])[],
  head: (text: string) => string,
): string[] {
  const table = new Table({
    chars: noLines,
    colAligns: heads.map(({ align }) => align),
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [] },
  });
  const cut = (cells: readonly GridCell[]): string[] =>
    heads.map(({ width }, index) => {
      const { text, wrap } = cells[index] ?? { text: '' };
      const kept = truncate(text, width);
      return wrap === undefined ? kept : wrap(kept);
    });
  table.push(cut(heads.map(({ title }) => ({ text: title, wrap: head }))), ...rows.map(cut));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Width that a column needs for its title and cells, at most `limit`. */
export function fit(title: string, texts: readonly string[], limit = Infinity): number {
  return Math.min(limit, Math.max(columns(title), ...texts.map(columns)));
}
