import { createHash } from 'node:crypto';
import { style as reportStyle } from '../../reports/page/style.js';
import { escapeMarkup } from '../../reports/text.js';
import { textReply, type Reply } from '../http/reply.js';

const style = `${reportStyle}
main { max-width: 880px; padding-bottom: 60px; }
code { font: 13px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--none); border-radius: 4px; padding: 1px 5px; }
pre { background: var(--none); border-radius: 8px; padding: 12px 14px; overflow-x: auto; } pre code { background: none; padding: 0; }
.text > * + * { margin-top: 12px; } .text h1 + *, .text h2 + *, .text h3 + * { margin-top: 8px; } .text h2 { margin-top: 44px; padding-top: 4px; } .text h3 { margin-top: 24px; }
.text ul, .text ol { padding-left: 22px; margin-bottom: 0; } .text li + li { margin-top: 4px; } .text > .scroll { margin-top: 16px; }
:target { scroll-margin-top: 12px; background: var(--none); border-radius: 6px; box-shadow: 0 0 0 6px var(--none); }
.top { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: baseline; }
.links { display: flex; flex-wrap: wrap; gap: 6px 20px; list-style: none; margin-top: 18px; }
.picture { padding: 14px; margin-top: 28px; } .picture img { display: block; width: 100%; max-width: 560px; height: auto; margin: 0 auto; } .picture figcaption { color: var(--muted); font-size: 13px; margin-bottom: 10px; }
.acts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 16px; margin-top: 28px; align-items: start; }
.acts form { padding: 16px; display: flex; flex-direction: column; gap: 10px; align-items: flex-start; }
.acts h2 { font-size: 16px; margin: 0; } .eyebrow a { text-decoration: underline; }
.acts label { display: block; width: 100%; font-size: 13px; color: var(--muted); } .acts input { display: block; width: 100%; margin-top: 3px; color: var(--text); }
.acts button { font: inherit; font-size: 14px; font-weight: 600; color: var(--page); background: var(--accent); border: 0; border-radius: 7px; padding: 8px 16px; cursor: pointer; margin-top: auto; } .acts button:hover { filter: brightness(1.08); }
.acts p { font-size: 14px; }
.episode { margin-top: 12px; } .episode > summary { padding: 12px 16px; cursor: pointer; } .episode > summary > * { margin-right: 10px; }
.episode table { border-top: 1px solid var(--line); } .episode td { white-space: nowrap; } .episode td:last-child { width: 99%; white-space: normal; }
@media (max-width: 560px) { .episode table, .episode tbody, .episode tr { display: block; } .episode tr { padding: 8px 16px; } .episode td { display: inline; padding: 0 8px 0 0; white-space: normal; } }
@media print { .acts { display: none; } }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A page without scripts, ready to be sent. */
export type PlainPage = Reply;

/** @param main markup of the page's own */
export function plainPage(title: string, main: string): PlainPage {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>${escapeMarkup(title)}</title><link rel="icon" href="data:,">
<style>${style}</style></head>
<body><main>
${main}
</main></body></html>
`;
  return textReply(html, 'text/html; charset=utf-8', {
    'Content-Security-Policy': POLICY,
    // browsers that know no Sec-Fetch-Site say where a form comes from only under this policy
    'Referrer-Policy': 'same-origin',
  });
}
