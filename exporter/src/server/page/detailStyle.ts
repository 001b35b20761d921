/** The look of a feature's open details, of folds, of small screens and of paper. */
export const detailStyle = `
.features tbody tr.details > td { border-top: 0; padding: 0; }
.features .body { position: sticky; left: 0; max-width: calc(100vw - 44px); padding: 4px 24px 26px 30px; white-space: normal; }
.tabs { display: flex; flex-wrap: wrap; gap: 6px; margin: 6px 0 12px; }
.tabs button { font-size: 13px; background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 4px 9px; cursor: pointer; }
.tabs button[aria-pressed=true] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.findings ul { margin: 4px 0 0; padding-left: 18px; } .tabs i { font-style: normal; border-radius: 4px; padding: 1px 5px; } .tabs.small { margin: 0; gap: 4px; } .tabs.small button { font-size: 12px; padding: 0 7px; }
.features .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.overlay > p { min-height: 254px; } figure img { display: block; width: 100%; max-width: 476px; height: auto; }
.trend svg { max-width: 476px; } .trend text { fill: var(--muted); font-size: 11px; }
.band-small { fill: var(--band-small); } .band-significant { fill: var(--band-significant); } .band-critical { fill: var(--band-critical); }
.grid { stroke: var(--line); fill: none; } .marker { stroke: var(--muted); stroke-dasharray: 2 2; }
.noise-line { fill: none; stroke: var(--muted); stroke-dasharray: 4 3; } .usual-line { fill: none; stroke: var(--current); stroke-width: 2; stroke-dasharray: 1 4; stroke-linecap: round; }
figcaption .dotted { height: 0; border-top: 3px dotted var(--current); vertical-align: 3px; } figcaption { align-items: center; }
.readout { margin-top: 4px; } .limits { margin-top: 12px; }
.features .statistics { width: 100%; } .features .statistics th, .features .statistics td { position: static; background: none; padding: 4px 0 4px 12px; min-width: 0; vertical-align: baseline; white-space: nowrap; }
.features .statistics tr > :first-child { padding-left: 0; white-space: normal; } .features .statistics .detail > * { border-top: 0; padding-top: 0; }
.features .statistics .detail > th { padding-left: 14px; }
.statistics .chosen { font-weight: 650; } .trend + .scroll, .numbers { margin-top: 20px; }
.features details.data th, .features details.data td { position: static; background: none; vertical-align: baseline; padding: 4px 10px 4px 0; min-width: 0; }
.folds { margin-top: 36px; display: grid; gap: 12px; } .fold > summary { padding: 11px 16px; cursor: pointer; font-weight: 600; } .fold table { table-layout: fixed; } .fold th { width: 34%; padding-left: 16px; }
.segments { margin-top: 36px; } .segments + .folds { margin-top: 12px; } .segments table { table-layout: auto; } .segments th { width: auto; white-space: nowrap; }
.segments th[scope='row'] { white-space: normal; min-width: 10em; } .segments td { min-width: 5em; }

@media (max-width: 1120px) { .wide-only { display: none; } .under { display: block; } }
@media (max-width: 1000px) { .roomy { display: none; } .features .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 860px) {
  .optional { display: none; } .narrow-only { display: inline; }
}
@media (max-width: 640px) {
  .facts { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 16px 20px; }
  .features .body { max-width: calc(100vw - 32px); padding: 2px 12px 20px 12px; }
  .features thead th:first-child, .features tbody tr > th:first-child { padding-left: 8px; padding-right: 4px; min-width: 112px; max-width: 132px; font-size: 13px; }
  .features .cell button { min-width: 45px; padding: 3px 4px; gap: 0 1px; font-size: 12px; line-height: 14px; flex-wrap: wrap; align-content: center; } .cell .mark { flex-basis: 100%; text-align: right; font-size: 10px; line-height: 10px; } .cell .mark sup { font-size: 9px; vertical-align: baseline; line-height: 9px; } .cell .mark:empty { display: none; } .features thead th { padding-left: 2px; padding-right: 6px; }
  .under { padding-left: 0; } input[type=search] { flex-basis: 100%; max-width: none; } .controls [role=status] { margin-left: 0; }
  .model-list th, .model-list td { padding: 7px 8px; } .model-list tbody th, .model-list td { white-space: normal; }
  .controls select { flex: 1 1 130px; min-width: 0; }
}
@media (prefers-reduced-motion: reduce) { .opens::before { transition: none; } }
@media (forced-colors: active) { .chip, .cell button, .tabs button { border: 1px solid; } }
@media print { .controls, .more, .links, .banner button { display: none; } .optional { display: table-cell; } .models-scroll { max-height: none; } }
`;
