/** The look of the heatmap, the features' details, small screens and paper. */
export const pictures = `
.ranking th, .heatmap, .statistics { overflow-wrap: break-word; }
.ranking .why { color: var(--muted); font-size: 13px; }
.ranking .track { display: inline-block; position: relative; width: 90px; height: 8px; margin-right: 10px; border-radius: 2px; background: var(--none); vertical-align: 1px; }
.ranking .track i { position: absolute; inset: 0 auto 0 0; border-radius: 2px; }
.ranking .track b { position: absolute; top: -3px; bottom: -3px; width: 1.5px; background: var(--muted); }

.heatmap { width: auto; min-width: 100%; border-collapse: separate; border-spacing: 2px; }
.heatmap tbody tr { border: 0; }
.heatmap th, .heatmap td { padding: 0; }
.heatmap thead th { padding: 4px 5px 6px; vertical-align: bottom; white-space: nowrap; font-size: 12px; }
.heatmap tbody th, .heatmap thead th:first-child { position: sticky; left: 0; z-index: 1; background: var(--card); padding: 4px 14px 4px 10px; min-width: 130px; max-width: 240px; font-size: 14px; }
.heatmap td a { display: block; min-width: 42px; padding: 5px 7px; white-space: nowrap; font-size: 13px; border-radius: 4px; color: inherit; text-align: right; text-decoration: none; }
.heatmap td a:hover { outline: 2px solid var(--accent); }
.heatmap td { border-radius: 4px; } sup { font-size: 9px; line-height: 0; margin-left: 1px; }
.heatmap .s-critical, .heatmap .s-significant { font-weight: 650; }
.heatmap .s-inconclusive { box-shadow: none; border: 1px dashed var(--line); }

details.feature { margin-top: 12px; scroll-margin-top: 12px; }
details.feature > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; padding: 13px 18px; cursor: pointer; list-style: none; }
details.feature > summary::-webkit-details-marker { display: none; }
details.feature > summary::before { content: "›"; color: var(--muted); width: 9px; transition: transform .15s; }
details.feature[open] > summary::before { transform: rotate(90deg); }
summary .course { color: var(--muted); font-size: 13px; margin-left: auto; }
.body { padding: 2px 18px 20px 39px; }
.reason { max-width: 75ch; text-wrap: pretty; }
.columns { display: grid; grid-template-columns: minmax(0, 470px) minmax(0, 1fr); gap: 28px 40px; margin-top: 16px; align-items: start; }
figure svg { display: block; width: 100%; height: auto; max-width: 470px; overflow: visible; }
figure + figure { margin-top: 26px; }
figcaption { font-size: 13px; color: var(--muted); margin-bottom: 8px; display: flex; flex-wrap: wrap; gap: 2px 16px; }
figcaption i { display: inline-block; width: 14px; height: 10px; margin-right: 6px; vertical-align: -1px; }
figcaption .filled { background: var(--current); } figcaption .outlined { border: 1.5px solid var(--reference); }
figcaption .dashed { height: 0; border-top: 1.5px dashed var(--muted); vertical-align: 4px; }
.statistics th, .statistics td { padding: 5px 0 5px 12px; } .statistics tr > :first-child { padding-left: 0; }
.statistics th.number { vertical-align: bottom; white-space: normal; }
.statistics .detail { border-top: 0; color: var(--muted); font-size: 13px; } .statistics .detail > * { padding-top: 0; } .statistics .detail th { color: var(--muted); font-size: 13px; padding-left: 14px; }
.statistics a { color: inherit; text-decoration: underline dotted var(--muted); text-underline-offset: 3px; }
.quality { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 12px 20px; margin-top: 22px; }
.quality dd { font-size: 14px; }
details.data { margin-top: 14px; font-size: 13px; } details.data summary { color: var(--muted); cursor: pointer; }
details.data table { font-size: 13px; margin-top: 8px; } details.data th, details.data td { padding: 3px 10px; }
.glossary { columns: 2 340px; column-gap: 40px; font-size: 14px; } .glossary div { break-inside: avoid; padding-bottom: 12px; }
.glossary dt { color: var(--text); font-weight: 600; font-size: 14px; } .glossary dd { color: var(--muted); }
.models { list-style: none; margin-top: 24px; } .models li { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; padding: 9px 0; border-top: 1px solid var(--line); }
footer { margin-top: 56px; padding-top: 18px; padding-bottom: 44px; color: var(--muted); font-size: 13px; }

@media (max-width: 820px) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 640px) {
  main, footer { padding-left: 14px; padding-right: 14px; } main { padding-top: 26px; } .spacer { display: none; }
  .ranking .optional { display: none; } .ranking th, .ranking td { padding: 7px 8px; } .ranking .track { width: 36px; margin-right: 6px; }
  .heatmap tbody th, .heatmap thead th:first-child { min-width: 96px; max-width: 120px; overflow-wrap: anywhere; padding-right: 8px; font-size: 13px; }
  details.feature > summary { padding: 12px; } .body { padding: 0 12px 16px; } summary .course { margin-left: 21px; flex-basis: 100%; }
}
@media print {
  @page { margin: 14mm 12mm; }
  :root { --page: #fff; } body { font-size: 10.5pt; } main { padding: 0; max-width: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .controls, .skip, details.data { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  details.feature > summary::before { content: none; } .body { padding-left: 18px; }
  details.feature, .card { break-inside: avoid; } .card.wide { break-inside: auto; } tr { break-inside: avoid; }
  .columns { grid-template-columns: 9.4cm minmax(0, 1fr); gap: 14px 22px; } .scroll { overflow: visible; }
  .heatmap thead th { font-size: 7pt; padding: 2px; }
  .heatmap tbody th, .heatmap thead th:first-child { position: static; min-width: 90px; font-size: 8.5pt; padding: 2px 6px; }
  .heatmap td a { font-size: 8pt; min-width: 0; padding: 3px 4px; }
}`;
