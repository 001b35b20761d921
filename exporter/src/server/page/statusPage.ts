import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { style as reportStyle } from '../../reports/page/style.js';
import { statisticList } from '../../reports/statisticList.js';
import { bundle } from './bundle.js';
import { detailStyle } from './detailStyle.js';
import { style as pageStyle } from './style.js';

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const style = `${reportStyle}${pageStyle}${detailStyle}`;
const script = bundle(fileURLToPath(new URL('./browser/main.js', import.meta.url)));
// data, not a script: it needs no hash
const statistics = JSON.stringify(
  statisticList.map(({ id, title, description }) => ({ id, title, description })),
).replace(/</g, '\\u003c');

/** The page at `/`: one document for all models and users, that asks the API for whatever it shows. */
export const statusPage = {
  html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>Drift</title><link rel="icon" href="data:,">
<style>${style}</style></head>
<body><noscript><main><h1>This page needs JavaScript</h1><p class="lead">Without it: <a href="metrics">metrics</a>, <a href="api/v1/models">models as JSON</a>.</p></main></noscript>
<div id="page"></div>
<script type="application/json" id="statistics">${statistics}</script>
<script>${script}</script></body></html>
`,
  /** For a Content-Security-Policy, without quotes. */
  styleHash: hash(style),
  scriptHash: hash(script),
} as const;
