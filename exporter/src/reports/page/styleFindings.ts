/** The look of what is told of a model as a whole. */
export const findings = `
code { font: .92em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--none); border-radius: 4px; padding: 1px 4px; }
.story { max-width: 78ch; text-wrap: pretty; }
.stories > div { display: grid; grid-template-columns: 120px minmax(0, 78ch); gap: 2px 20px; padding: 10px 0; border-top: 1px solid var(--line); }
.stories dt { color: var(--text); font-size: 15px; font-weight: 600; } .stories dt span { display: block; color: var(--muted); font-size: 13px; font-weight: 400; }
.stories dd { text-wrap: pretty; }
details.fold { margin: 10px 0 0; } details.fold > summary, details.data > summary { cursor: pointer; color: var(--muted); font-size: 14px; }
details.fold .stories { margin-top: 10px; }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 24px 40px; margin-top: 18px; align-items: start; }
.beside figure + figure { margin-top: 0; } .findings .beside.narrow { grid-template-columns: minmax(0, 300px) minmax(0, 1fr); margin-top: 18px; } .findings .beside.wide { grid-template-columns: minmax(0, 1fr) minmax(0, 410px); gap: 24px 20px; }
.beside > .scroll { min-width: 0; }
figcaption a { color: inherit; } figcaption .line { height: 0; border-top: 2px solid var(--reference); vertical-align: 4px; }
figcaption .rule { height: 0; border-top: 2px dotted var(--muted); vertical-align: 4px; }
figcaption .dot { width: 9px; height: 9px; border-radius: 50%; background: var(--critical-mark); vertical-align: 0; }
figcaption .band { background: color-mix(in srgb, var(--current) 45%, transparent); }
.findings { padding: 4px 18px 22px; } details .findings { padding-left: 39px; }
.findings section { margin-top: 26px; } .findings section > :first-child { margin-bottom: 8px; }
.findings h4 { margin: 0; font-size: 15px; font-weight: 620; } .findings h3 a, .findings h4 a { color: inherit; text-decoration: underline dotted var(--muted); text-underline-offset: 3px; }
.findings p { max-width: 85ch; text-wrap: pretty; margin-bottom: 8px; } .findings .beside { margin-top: 0; } .findings .note { margin: 0 0 14px; }
.findings .target { margin: 16px 0 4px; font-weight: 550; }
table.finding { width: auto; min-width: min(100%, 460px); overflow-wrap: break-word; } .finding th, .finding td { padding: 5px 14px 5px 0; } .finding thead th { vertical-align: bottom; }
.finding thead .number { white-space: normal; }
.more { color: var(--muted); font-size: 13px; margin-top: 6px; }
.share, .part { display: inline-block; position: relative; width: 64px; height: 8px; margin-right: 9px; border-radius: 2px; background: var(--none); vertical-align: 1px; }
.share i, .part i { position: absolute; top: 0; bottom: 0; background: var(--none-mark); border-radius: 2px; } .share i { left: 0; } .share + span, .part + span { display: inline-block; min-width: 54px; }
.part::after { content: ""; position: absolute; left: 50%; top: -2px; bottom: -2px; width: 1px; background: var(--muted); }
.sentences { padding-left: 20px; max-width: 85ch; }
@media (max-width: 820px) { .findings .beside.wide, .findings .beside.narrow { grid-template-columns: minmax(0, 1fr); } .beside.narrow svg { max-width: 300px; } }
@media (max-width: 640px) {
  .stories > div { grid-template-columns: minmax(0, 1fr); } .stories dt span { display: inline; margin-left: 6px; }
  .findings, details .findings { padding: 2px 12px 16px; } .share, .part { display: none; } .share + span, .part + span { min-width: 0; }
  .finding .optional { display: none; } .finding tbody th { overflow-wrap: anywhere; min-width: 100px; } .finding th, .finding td { padding-right: 9px; font-size: 13px; }
}
@media print {
  .findings, details .findings { padding: 0 10px 10px; } table.finding { font-size: 8.5pt; } .finding th, .finding td { padding-right: 7px; } .findings .number { white-space: normal; }
  .share, .part { width: 44px; margin-right: 4px; } .findings .beside.wide { grid-template-columns: minmax(0, 1fr) minmax(0, 8cm); } .findings .beside.narrow { grid-template-columns: 6cm minmax(0, 1fr); }
  details.fold > summary { display: none; } .findings section { break-inside: avoid; } .beside { grid-template-columns: 1fr 1fr; }
}`;
