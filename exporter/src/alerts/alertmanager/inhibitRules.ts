import { matcher } from './matcher.js';

export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

const named = (...names: readonly string[]) =>
  matcher('alertname', names.length > 1 ? '=~' : '=', names.join('|'));

const aboutData = [
  'DriftFeature',
  'DriftDataset',
  'DriftMissingValues',
  'DriftDataQuality',
  'DriftConcept',
  'DriftCovariate',
  'DriftPerformance',
  'DriftPredicted',
];

/**
 * What is not worth a message while something else says it already.
 * @param partLabels labels that tell parts of a fleet apart, which silence nothing of each other
 */
export function inhibitRules(partLabels: readonly string[]): InhibitRule[] {
  return rules.map((rule) => ({ ...rule, equal: [...rule.equal, ...partLabels] }));
}

const rules: readonly InhibitRule[] = [
  // without fresh rows nothing can be said about them
  {
    source_matchers: [named('DriftSourceDown', 'DriftStale')],
    target_matchers: [named(...aboutData)],
    equal: ['model'],
  },
  { source_matchers: [named('DriftSourceDown')], target_matchers: [named('DriftStale')], equal: ['model'] },
  {
    source_matchers: [matcher('alertname', '=~', 'Drift.*'), matcher('severity', '=', 'critical')],
    target_matchers: [matcher('alertname', '=~', 'Drift.*'), matcher('severity', '=', 'warning')],
    equal: ['alertname', 'model', 'feature'],
  },
  // a warning must not silence what is critical
  {
    source_matchers: [named('DriftDataset')],
    target_matchers: [named('DriftFeature')],
    equal: ['model', 'severity'],
  },
  // values that are missing are why the feature looks different
  {
    source_matchers: [named('DriftMissingValues')],
    target_matchers: [named('DriftFeature')],
    equal: ['model', 'feature', 'severity'],
  },
  // values that the reference never had are part of a drift that people know of
  {
    source_matchers: [named('DriftFeature')],
    target_matchers: [named('DriftDataQuality')],
    equal: ['model', 'feature'],
  },
  // features that drift by themselves have changed together as well
  {
    source_matchers: [named('DriftFeature', 'DriftDataset')],
    target_matchers: [named('DriftCovariate')],
    equal: ['model'],
  },
];
