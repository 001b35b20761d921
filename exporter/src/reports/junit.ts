import type { CheckResult, FeatureResult } from '../detection/result.js';
import { effect, severityRank } from './models.js';
import { short } from './numbers.js';
import type { ReportFormat } from './reportFormat.js';
import { escapeMarkup } from './text.js';

/** For CI servers: one test suite a model and window, one test case a feature. */
export const junit: ReportFormat = {
  id: 'junit',
  render(outcomes, { failOn, generatedAt }) {
    const suites = outcomes.map(({ result }) => suite(result, severityRank(failOn), generatedAt));
    const total = (count: 'tests' | 'failures' | 'errors' | 'skipped'): number =>
      suites.reduce((sum, one) => sum + one[count], 0);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="drift" tests="${total('tests')}" failures="${total('failures')}" errors="${total('errors')}" skipped="${total('skipped')}">`,
      ...suites.map(({ xml }) => xml),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly xml: string;
}

function suite(result: CheckResult, failOn: number, generatedAt: Date): Suite {
  const name = result.window_name === undefined ? result.model : `${result.model} ${result.window_name}`;
  const failures = result.features.filter(({ severity }) => severityRank(severity) >= failOn).length;
  const skipped = result.features.filter(({ severity }) => severity === 'inconclusive').length;
  const errors = result.failed.length;
  const tests = result.features.length + errors;
  const notes = [
    ...result.warnings.map((warning) => `warning: ${warning}`),
    ...result.excluded.map(({ feature, reason }) => `left out: ${feature}: ${reason}`),
  ];
  const xml = [
    `  <testsuite name="${escapeMarkup(name)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" timestamp="${generatedAt.toISOString()}">`,
    '    <properties>',
    property('reference_version', result.reference.version),
    property('reference_rows', String(result.reference.rows)),
    property('current_rows', String(result.current.rows)),
    '    </properties>',
    ...result.features.map((feature) => testcase(name, feature, failOn)),
    ...result.failed.map(({ feature, error }) =>
      element(name, feature, [`<error message="${escapeMarkup(error)}"/>`]),
    ),
    ...(notes.length === 0 ? [] : [`    <system-out>${escapeMarkup(notes.join(' · '))}</system-out>`]),
    '  </testsuite>',
  ].join('\n');
  return { tests, failures, errors, skipped, xml };
}

function property(name: string, value: string): string {
  return `      <property name="${name}" value="${escapeMarkup(value)}"/>`;
}

function testcase(suiteName: string, result: FeatureResult, failOn: number): string {
  if (result.severity === 'inconclusive') {
    return element(suiteName, result.feature, [`<skipped message="${escapeMarkup(result.reason)}"/>`]);
  }
  if (severityRank(result.severity) < failOn) return element(suiteName, result.feature, []);
  const change = effect(result);
  const details = Object.entries(result.statistics)
    .map(
      ([id, values]) =>
        `${id}: ${Object.entries(values)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')}`,
    )
    .map((line) => escapeMarkup(line))
    .join('\n');
  const message = `${result.severity} drift${change === undefined ? '' : ` (${change.by} ${short(change.value)})`}: ${result.reason}`;
  return element(suiteName, result.feature, [
    `<failure type="${result.severity}" message="${escapeMarkup(message)}">${details}</failure>`,
  ]);
}

function element(suiteName: string, feature: string, children: readonly string[]): string {
  const open = `    <testcase classname="${escapeMarkup(suiteName)}" name="${escapeMarkup(feature)}" time="0"`;
  return children.length === 0
    ? `${open}/>`
    : `${open}>\n${children.map((child) => `      ${child}`).join('\n')}\n    </testcase>`;
}
