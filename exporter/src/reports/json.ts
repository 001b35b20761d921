import * as findings from '../detection/model/index.js';
import type { ModelFindings } from '../detection/model/modelFindings.js';
import type { CheckResult, FeatureResult, SegmentResult, StatisticResult } from '../detection/result.js';
import type { ReportFormat } from './reportFormat.js';
import { statisticList } from './statisticList.js';

// The registry's order is the contract's; what it does not know follows.
const statisticOrder = statisticList.map(({ id }) => id);

/**
 * The machine-readable contract: one object for a plain check, an array of them where windows have names.
 * Throws a RangeError on a number that JSON cannot hold, since a silent `null` would read as "no data".
 */
export const json: ReportFormat = {
  id: 'json',
  render(outcomes) {
    const results = outcomes.map(({ result }) => checkResult(result));
    const [only] = results;
    const plain = results.length === 1 && only?.window_name === undefined;
    return `${JSON.stringify(plain ? only : results, refuseNonFinite, 2)}\n`;
  },
};

function checkResult(result: CheckResult): CheckResult {
  const { model, window_name, from, to, drifted, severity, reference, current } = result;
  return {
    model,
    ...(window_name === undefined ? {} : { window_name }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    drifted,
    severity,
    reference: { rows: reference.rows, version: reference.version },
    current: { rows: current.rows },
    excluded: result.excluded.map(({ feature, reason }) => ({ feature, reason })),
    failed: result.failed.map(({ feature, error }) => ({ feature, error })),
    warnings: result.warnings,
    features: result.features.map(featureResult),
    ...(result.segments && { segments: result.segments.map(segmentResult) }),
    ...modelFindings(result),
  };
}

/** What is told of the model as a whole, in the registry's order. */
function modelFindings(result: CheckResult): ModelFindings {
  const values = new Map<string, unknown>(Object.entries(result));
  const found = Object.values(findings)
    .sort((a, b) => a.order - b.order)
    .filter(({ id }) => values.get(id) !== undefined)
    .map(({ id }) => [id, values.get(id)]);
  return Object.fromEntries(found) as ModelFindings;
}

function segmentResult({
  segment,
  column,
  value,
  drifted,
  severity,
  rows,
  features,
}: SegmentResult): SegmentResult {
  return {
    segment,
    column,
    value,
    drifted,
    severity,
    rows: { reference: rows.reference, current: rows.current },
    features: features.map(featureResult),
  };
}

function featureResult(result: FeatureResult): FeatureResult {
  const { feature, kind, drifted, severity, reason, rows, missing_ratio, unseen_ratio, out_of_range_ratio } =
    result;
  return {
    feature,
    kind,
    drifted,
    severity,
    reason,
    rows: { reference: rows.reference, current: rows.current },
    missing_ratio: { reference: missing_ratio.reference, current: missing_ratio.current },
    ...(unseen_ratio === undefined ? {} : { unseen_ratio }),
    ...(out_of_range_ratio === undefined ? {} : { out_of_range_ratio }),
    statistics: ordered(result.statistics),
  };
}

function ordered(statistics: FeatureResult['statistics']): Record<string, StatisticResult> {
  const place = (id: string): number => (statisticOrder.includes(id) ? statisticOrder.indexOf(id) : Infinity);
  // Compared by less-than: Infinity - Infinity is NaN, which would upset the sort.
  const entries = Object.entries(statistics).sort(
    ([a], [b]) => Number(place(a) > place(b)) - Number(place(a) < place(b)),
  );
  return Object.fromEntries(entries);
}

function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${key} is ${value}, which JSON cannot hold`);
  }
  return value;
}
