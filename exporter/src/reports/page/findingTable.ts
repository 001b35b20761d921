import { plural } from '../summary.js';

/** A column's head; numbers stand to the right. */
export interface Head {
  readonly text: string;
  readonly isNumber?: boolean;
  /** Left out on a phone. */
  readonly isOptional?: boolean;
}

/** A table of a finding: cells are HTML, the first of each row is its head. */
export function findingTable(
  caption: string,
  heads: readonly Head[],
  rows: readonly (readonly string[])[],
): string {
  const classes = ({ isNumber, isOptional }: Head): string => {
    const names = [...(isNumber ? ['number'] : []), ...(isOptional ? ['optional'] : [])];
    return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
  };
  const head = heads.map((one) => `<th scope="col"${classes(one)}>${one.text}</th>`);
  const body = rows.map((cells) => {
    const row = heads.map((one, column) =>
      column === 0
        ? `<th scope="row">${cells[0] ?? ''}</th>`
        : `<td${classes(one)}>${cells[column] ?? ''}</td>`,
    );
    return `<tr>${row.join('')}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="finding"><caption class="hidden">${caption}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** What a table does not show; nothing where it shows all. */
export function andMore(hidden: number, noun: string, more = ''): string {
  return hidden > 0 ? `<p class="more">and ${plural(hidden, `more ${noun}`)}${more}</p>` : '';
}

/** What is closed until asked for. */
export function fold(summary: string, content: string): string {
  return `<details class="data"><summary>${summary}</summary>${content}</details>`;
}
