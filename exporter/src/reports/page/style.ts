import { findings } from './styleFindings.js';
import { pictures } from './stylePictures.js';

/** Severities go from light to dark (on dark: from dark to light), so that they differ without hue, too. */
const light = `
  color-scheme: light;
  --page: #f7f8f9; --card: #fff; --text: #1b2330; --muted: #5a6675; --line: #e3e7ec; --accent: #1f56c0;
  --reference: #364152; --current: #9cbcec;
  --none: #e9edf1; --none-text: #4b5665; --none-mark: #8793a3;
  --small: #f8e4a0; --small-text: #4d3a00; --small-mark: #b48500;
  --significant: #ef9f57; --significant-text: #341800; --significant-mark: #cf6716;
  --critical: #a3182e; --critical-text: #fff; --critical-mark: #a3182e;
  --band-none: #fff; --band-small: #fdf7e3; --band-significant: #fdecdd; --band-critical: #fae4e4;`;
const dark = `
  color-scheme: dark;
  --page: #11151b; --card: #181e26; --text: #e7ebf1; --muted: #9ba8b8; --line: #2a323d; --accent: #8ab4ff;
  --reference: #d7dfea; --current: #3f6cb0;
  --none: #252d37; --none-text: #b4c0ce; --none-mark: #8492a4;
  --small: #6a5a1c; --small-text: #fdf1c2; --small-mark: #d5b23c;
  --significant: #d27f2a; --significant-text: #1c0f00; --significant-mark: #ef9748;
  --critical: #ff9a90; --critical-text: #2b0608; --critical-mark: #ff9a90;
  --band-none: #181e26; --band-small: #262416; --band-significant: #2f2419; --band-critical: #361f23;`;

/** The look of the report: one column, few lines, colour for severity only. */
export const style = `
:root {${light}
}
@media screen and (prefers-color-scheme: dark) { :root {${dark}
} }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
main, footer { max-width: 1080px; margin: 0 auto; padding: 0 20px; }
main { padding-top: 44px; }
h1, h2, h3, p, dl, dd, figure, ul { margin: 0; padding: 0; }
h1 { font-size: clamp(24px, 4.4vw, 34px); line-height: 1.2; letter-spacing: -.015em; font-weight: 650; text-wrap: balance; }
h2 { font-size: 19px; font-weight: 650; letter-spacing: -.01em; margin: 48px 0 14px; }
h2.verdict { font-size: clamp(20px, 3.4vw, 26px); }
h3 { font-size: 16px; font-weight: 620; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.muted { color: var(--muted); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; }
.eyebrow { color: var(--muted); font-size: 13px; margin-bottom: 10px; }
.lead { color: var(--muted); margin-top: 10px; max-width: 70ch; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }

.chip { display: inline-block; border-radius: 99px; padding: 1px 9px; font-size: 12px; line-height: 18px; font-weight: 600; white-space: nowrap; }
.s-none { background: var(--none); color: var(--none-text); }
.s-small { background: var(--small); color: var(--small-text); }
.s-significant { background: var(--significant); color: var(--significant-text); }
.s-critical { background: var(--critical); color: var(--critical-text); }
.s-inconclusive { box-shadow: inset 0 0 0 1px var(--line); color: var(--muted); }

.bar { display: flex; gap: 2px; height: 10px; margin-top: 26px; }
.bar span { min-width: 4px; border-radius: 3px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin-top: 10px; font-size: 13px; color: var(--muted); }
.key i { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 7px; vertical-align: -1px; }
.key b { color: var(--text); font-weight: 600; font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 18px 32px; margin-top: 28px; }
dt { color: var(--muted); font-size: 13px; }
dd { font-variant-numeric: tabular-nums; }
.note { border-left: 3px solid var(--significant-mark); padding: 6px 14px; margin-top: 18px; font-size: 14px; }
.note.failed { border-color: var(--critical-mark); }

.controls { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 12px; }
.controls[hidden], [data-name][hidden] { display: none; }
input, select, .controls button { font: inherit; font-size: 14px; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 6px 10px; }
input[type=search] { flex: 0 1 240px; min-width: 140px; }
.controls button { cursor: pointer; }
.controls [role=status] { color: var(--muted); font-size: 13px; }
.spacer { flex: 1; }

.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th { font-weight: 500; text-align: left; color: var(--muted); font-size: 13px; }
th, td { padding: 7px 12px; vertical-align: baseline; }
th button { all: unset; cursor: pointer; } th button:hover { color: var(--text); }
th button:focus-visible { outline: 2px solid var(--accent); }
th[aria-sort=ascending] button::after { content: " ↑"; } th[aria-sort=descending] button::after { content: " ↓"; }
tbody tr { border-top: 1px solid var(--line); }
tbody th { color: var(--text); font-weight: 500; font-size: 14px; }
.number { text-align: right; white-space: nowrap; }
${pictures}
${findings}`;
