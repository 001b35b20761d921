import { readFileSync } from 'node:fs';
import { Marked } from 'marked';
import { installedFile } from '../../installedFile.js';
import { escapeMarkup } from '../../reports/text.js';
import { plainPage, type PlainPage } from './plainPage.js';

const PLACES = ['ALERTS.md', 'docs/ALERTS.md'];

let page: PlainPage | undefined;

/**
 * What to do about each alert: docs/ALERTS.md as a page whose headings can be linked to by their names in lower case.
 * @throws DriftError `input_missing` where the file is not part of this installation
 */
export function runbookPage(): PlainPage {
  return (page ??= plainPage(
    'Alerts and what to do',
    render(readFileSync(installedFile(...PLACES), 'utf8')),
  ));
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
