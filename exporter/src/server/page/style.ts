/** What the status page adds to the look of the report: it is wider, it lives, and its results can be stale. */
export const style = `
main, footer { max-width: 1240px; }
button { font: inherit; color: inherit; }
.first { margin-top: 0; } .small { font-size: 13px; } article { margin-top: 8px; }
nav + article, nav + section { margin-top: 44px; }
code { font: 13px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--none); border-radius: 4px; padding: 1px 5px; }
.lead button, .more button, .banner button { font-size: 14px; background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 5px 11px; cursor: pointer; }
.lead button:hover, .more button:hover, .banner button:hover, .tabs button:hover { border-color: var(--muted); }
.banner { position: sticky; top: 0; z-index: 5; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--critical-mark); border-radius: 8px; padding: 12px 16px; margin-bottom: 24px; display: flex; flex-wrap: wrap; gap: 6px 20px; justify-content: space-between; align-items: center; box-shadow: 0 4px 18px rgb(0 0 0 / .1); }
.failing { color: var(--critical-mark); font-weight: 600; }
.key li { display: flex; align-items: center; gap: 7px; } .key i { min-width: 17px; width: auto; height: 17px; margin: 0; padding: 0 3px; text-align: center; font: 700 11px/17px system-ui, sans-serif; }
.key .swatch { padding: 0; width: 17px; height: 11px; background: none; border-radius: 0; }
.key .usual { background: var(--usual); border-radius: 2px; } .key .noise { border-left: 2px dotted var(--text); width: 0; min-width: 0; } 
.key .threshold { border-left: 1.5px solid var(--muted); width: 0; min-width: 0; }
.shares { list-style: none; display: flex; flex-wrap: wrap; gap: 0 14px; } .shares .muted { font-size: 13px; }
progress { display: block; width: 100%; max-width: 420px; height: 10px; margin-top: 8px; accent-color: var(--accent); }
.links { list-style: none; display: flex; flex-wrap: wrap; gap: 6px 20px; margin-bottom: 10px; }

.models-scroll { max-height: 340px; overflow-y: auto; }
.model-list th, .model-list td { white-space: nowrap; } .model-list thead th { position: sticky; top: 0; z-index: 1; background: var(--card); }
.model-list .chosen { background: var(--none); } .model-list .chosen th { box-shadow: inset 3px 0 var(--accent); }

.check { display: inline-flex; gap: 7px; align-items: center; font-size: 14px; padding: 6px 2px; cursor: pointer; }
input[type=search] { flex: 1 1 200px; max-width: 300px; } .controls [role=status] { margin-left: auto; }
.features { border-collapse: separate; border-spacing: 0; }
/* rows change places; what holds the view still is the table itself */
.features tbody { overflow-anchor: none; }
.features th, .features td { padding: 5px 10px; vertical-align: middle; }
.features tbody th, .features tbody td { border-top: 1px solid var(--line); }
.features thead th { white-space: nowrap; padding-top: 9px; padding-bottom: 8px; }
.features thead th:first-child, .features tbody tr > th:first-child { position: sticky; left: 0; z-index: 1; background: var(--card); padding-left: 16px; }
.features tbody th { min-width: 150px; max-width: 300px; overflow-wrap: break-word; }
.features tbody tr.open > th, .features tbody tr.open > td { border-bottom: 0; }
.opens { all: unset; display: inline-block; padding-left: 14px; text-indent: -14px; cursor: pointer; color: var(--accent); font-weight: 500; overflow-wrap: anywhere; }
.opens::before { content: ""; display: inline-block; width: 5px; height: 5px; margin: 0 9px 0 0; border: solid var(--muted); border-width: 1.5px 1.5px 0 0; transform: rotate(45deg); vertical-align: 2px; transition: transform .15s; }
.opens[aria-expanded=true]::before { transform: translateY(-2px) rotate(135deg); }
.opens:hover { text-decoration: underline; } .opens:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
.under { padding-left: 14px; font-size: 12px; line-height: 18px; } .under { display: none; } .since { color: var(--critical-mark); font-weight: 500; } .narrow-only { display: none; }
.features .cell { padding: 3px 1px; background: none; }
.features .cell button { all: unset; box-sizing: border-box; display: flex; justify-content: flex-end; align-items: center; gap: 5px; width: 100%; min-width: 58px; min-height: 28px; padding: 4px 7px; font-size: 13px; white-space: nowrap; border-radius: 4px; cursor: pointer; }
.cell button:hover { outline: 2px solid var(--accent); }
.cell.s-none button { background: var(--none); } .cell.s-small button { background: var(--small); } .cell.s-significant button { background: var(--significant); } .cell.s-critical button { background: var(--critical); }
.cell.s-inconclusive { box-shadow: none; } .cell.s-inconclusive button { border: 1px dashed var(--none-mark); color: var(--muted); }
.cell.worst button { font-weight: 700; box-shadow: inset 0 0 0 2px color-mix(in srgb, currentcolor 55%, transparent); } .cell.empty { text-align: right; color: var(--muted); }
.mark { font-weight: 700; margin-right: auto; }
.against { white-space: nowrap; } .against svg { vertical-align: -2px; margin-right: 8px; } .against .value { display: inline-block; min-width: 40px; text-align: right; }
.track { fill: var(--none); } .against .usual { fill: var(--usual); } .threshold { stroke: var(--muted); stroke-width: 1.2; fill: none; } .against .noise { stroke: var(--text); stroke-width: 2; stroke-dasharray: 2 2; fill: none; }
.m-none { fill: var(--none-mark); } .m-small { fill: var(--small-mark); } .m-significant { fill: var(--significant-mark); } .m-critical { fill: var(--critical-mark); } .m-inconclusive { fill: var(--muted); }
.sparkline { min-width: 120px; min-height: 34px; } .sparkline svg { display: block; overflow: visible; } .sparkline .threshold { stroke: var(--line); }
.line { fill: none; stroke: var(--reference); stroke-width: 1.4; stroke-linejoin: round; }
.more { margin-top: 14px; font-size: 14px; }
:root { --usual: #c9d6e8; } @media screen and (prefers-color-scheme: dark) { :root { --usual: #3a4a60; } }

.stale .chip, .stale .features .cell button, .stale .bar span, .stale i[class^=s-] { background: repeating-linear-gradient(135deg, transparent 0 5px, var(--none) 5px 10px); color: var(--muted); box-shadow: inset 0 0 0 1px var(--line); }
.stale .since { color: var(--muted); } .stale [class*="m-"] { fill: var(--none-mark); }
`;
