import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';
import { DriftError } from '../../errors.js';
import { escapeMarkup } from '../../reports/text.js';
import { plainPage, type PlainPage } from './plainPage.js';

/** In the package beside its code, in the project among its documentation. */
const PLACES = ['ALERTS.md', join('docs', 'ALERTS.md')];

let page: PlainPage | undefined;

/**
 * What to do about each alert: docs/ALERTS.md as a page whose headings can be linked to by their names in lower case.
 * @throws DriftError `input_missing` where the file is not part of this installation
 */
export function runbookPage(): PlainPage {
  return (page ??= plainPage('Alerts and what to do', render(readFileSync(findRunbook(), 'utf8'))));
}

/** Rendered Markdown of our own; each heading has its text as its id. */
export function render(markdown: string): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${idOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      // the other pages of the documentation are not served
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        return /^(#|https?:)/.test(href) ? `<a href="${escapeMarkup(href)}">${text}</a>` : text;
      },
      table(token) {
        const row = (cells: typeof token.header, name: 'th' | 'td'): string =>
          `<tr>${cells.map(({ tokens }) => `<${name}>${this.parser.parseInline(tokens)}</${name}>`).join('')}</tr>`;
        const body = token.rows.map((cells) => row(cells, 'td')).join('');
        return `<div class="scroll"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  return `<article class="text">${marked.parse(markdown, { async: false })}</article>`;
}

function idOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}

function findRunbook(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const found = PLACES.map((place) => join(folder, place)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) {
      throw new DriftError('input_missing', 'docs/ALERTS.md is not part of this installation');
    }
  }
}
