import { createHash } from 'node:crypto';
import { severityRank, modelReports } from './models.js';
import type { ModelReport } from './models.js';
import { modelHeader, modelList } from './page/header.js';
import { chip, named } from './page/markup.js';
import { modelSection } from './page/modelSection.js';
import { script } from './page/script.js';
import { glossary } from './page/glossary.js';
import { style } from './page/style.js';
import type { ReportFormat, ReportOptions } from './reportFormat.js';
import { headline, plural, summarise } from './summary.js';
import { escapeMarkup } from './text.js';

/** One file to open, mail or attach: no network, works without scripts, light and dark, on a phone and on paper. */
export const html: ReportFormat = {
  id: 'html',
  async render(outcomes, options) {
    const reports = modelReports(outcomes);
    const pictures = share(reports, options.maxPictures);
    const sections: string[] = [];
    for (const [index, report] of reports.entries()) {
      sections.push(await section(report, index, reports.length, pictures[index] ?? 0, options));
    }
    return page(reports, sections, options);
  },
};

async function section(
  report: ModelReport,
  index: number,
  models: number,
  pictures: number,
  options: ReportOptions,
): Promise<string> {
  const summary = summarise(report);
  const verdict = `${escapeMarkup(headline(summary))} `;
  const title =
    models === 1
      ? `<p class="eyebrow">Drift report · ${named(report.model)}${options.title === undefined ? '' : ` · ${named(options.title)}`}</p><h1>${verdict}${chip(summary.severity)}</h1>`
      : `<p class="eyebrow" style="margin-top:64px">Model ${named(report.model)}</p><h2 class="verdict" style="margin-top:0">${verdict}${chip(summary.severity)}</h2>`;
  return `<section class="model" id="model-${index + 1}">${title}\n${modelHeader(report, index, summary)}\n${await modelSection(report, index, pictures, options)}</section>`;
}

/** Pictures go to the most changed features of all models, in turn, until they are used up. */
function share(reports: readonly ModelReport[], pictures: number): number[] {
  const ranked = reports
    .flatMap(({ features }, model) =>
      features.map(({ results, worst }, rank) => ({
        model,
        rank,
        severity: severityRank(results[worst]?.severity ?? 'inconclusive'),
      })),
    )
    .sort((a, b) => b.severity - a.severity || a.rank - b.rank)
    .slice(0, Math.max(0, pictures));
  return reports.map((_, index) => ranked.filter(({ model }) => model === index).length);
}

function page(reports: readonly ModelReport[], sections: readonly string[], options: ReportOptions): string {
  const [only] = reports;
  const name =
    options.title ?? (reports.length === 1 && only !== undefined ? `Drift of ${only.model}` : 'Drift report');
  const hash = createHash('sha256').update(script).digest('base64');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${escapeMarkup(name)}</title><link rel="icon" href="data:,">
<style>${style}</style></head>
<body><a class="skip" href="#main">Skip to the report</a>
<main id="main">
${reports.length === 1 ? '' : overview(reports, name)}
${sections.join('\n')}
${glossary(reports)}
</main>
<footer>Written by drift-exporter on <time datetime="${options.generatedAt.toISOString()}">${options.generatedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>. Hover over numbers and bars for exact values.</footer>
<script>${script}</script></body></html>
`;
}

/** The head of a report on several models, or on none. */
function overview(reports: readonly ModelReport[], name: string): string {
  if (reports.length === 0) return `<p class="eyebrow">${escapeMarkup(name)}</p><h1>Nothing was checked</h1>`;
  const verdicts = reports.map((report) => ({ report, verdict: headline(summarise(report)) }));
  const drifted = reports.filter((report) => summarise(report).drifted > 0).length;
  const title =
    drifted === 0
      ? `None of ${plural(reports.length, 'model')} has drifted beyond a threshold`
      : `${drifted} of ${plural(reports.length, 'model')} ${drifted === 1 ? 'has' : 'have'} drifted beyond a threshold`;
  return `<p class="eyebrow">${escapeMarkup(name)}</p><h1>${title}</h1>${modelList(verdicts)}`;
}
