import type { z } from 'zod';
import { decidingPValue } from '../../detection/covariate/judgeCovariate.js';
import type { ModelFindings } from '../../detection/model/modelFindings.js';
import type { ModelState, WindowState } from '../../monitor/state.js';
import { shownMetrics } from '../../reports/findings/metrics.js';
import { shortLines } from '../../reports/findings/shortLines.js';
import type { modelFindings } from '../schemas/findings.js';
import { finite } from './numbers.js';

type Findings = z.output<typeof modelFindings>;
type WindowFindings = Findings['windows'][number];

/** What is told of a model as a whole, as it stands. */
export function findingsView({ model, windows, probabilities }: ModelState): Findings {
  const values = [...(probabilities?.values ?? [])];
  return {
    model,
    windows: windows.flatMap((window) =>
      window.model === undefined ? [] : [windowView(window, window.model)],
    ),
    probabilities: values
      .map(([feature, probability]) => ({ feature, probability }))
      .sort((a, b) => b.probability - a.probability),
  };
}

function windowView({ name, from, to, expires }: WindowState, found: ModelFindings): WindowFindings {
  const { story = [], attribution } = found;
  return {
    window: name,
    from: from.toISOString(),
    to: to.toISOString(),
    expires: expires.toISOString(),
    lines: shortLines(found),
    story: [...story],
    performance: performanceView(found),
    concept: conceptView(found),
    covariate: covariateView(found),
    attribution:
      attribution === undefined
        ? null
        : { drift: [...(attribution.drift ?? [])], prediction: [...(attribution.prediction ?? [])] },
    importance: importanceView(found),
  };
}

function performanceView({ performance }: ModelFindings): WindowFindings['performance'] {
  if (performance === undefined) return null;
  const metrics = shownMetrics(performance.metrics).map(({ metric, finding }) => ({
    metric: metric.id,
    reference: finite(finding.reference?.value),
    measured: finite(finding.measured?.value),
    estimated: finite(finding.estimated?.value),
    change: finding.change === undefined ? null : finite(finding.change.value - finding.change.reference),
    standard_error: finite(finding.change?.standard_error),
    changed: finding.change?.changed ?? null,
    worse: finding.change?.worse ?? null,
  }));
  return { labelled_rows: performance.labelled_rows, reason: performance.reason ?? null, metrics };
}

function conceptView({ concept }: ModelFindings): WindowFindings['concept'] {
  if (concept === undefined) return null;
  const { detected, reason, roc_auc: auc } = concept;
  return { detected, reason, roc_auc: auc === undefined ? null : { ...auc } };
}

function covariateView({ covariate }: ModelFindings): WindowFindings['covariate'] {
  if (covariate === undefined) return null;
  const { detected, reason, pair, statistics } = covariate;
  return {
    detected,
    reason,
    pair:
      pair === undefined ? null : { a: pair.a, b: pair.b, reference: pair.reference, current: pair.current },
    statistics: Object.entries(statistics).map(([statistic, found]) => ({
      statistic,
      score: found.score,
      change: found.change,
      threshold: finite(found.threshold),
      p_value: finite(decidingPValue(found)),
      exceeded: found.exceeded,
    })),
  };
}

function importanceView({ importance }: ModelFindings): WindowFindings['importance'] {
  if (importance === undefined) return null;
  return {
    method: importance.method,
    ndcg: finite(importance.ndcg),
    features: importance.features.map(({ feature, rank, share, reference_rank, quadrant }) => ({
      feature,
      rank,
      share: finite(share),
      reference_rank: reference_rank ?? null,
      quadrant: quadrant ?? null,
    })),
  };
}
