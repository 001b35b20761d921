import { hostileOutcomes, outcomes, reportOptions } from '../../../test/support/outcomes.js';
import { expectWellFormed } from '../../../test/support/wellFormed.js';
import { junit } from './junit.js';

const render = (
  made = outcomes(30, 1),
  failOn: 'small' | 'significant' | 'critical' = 'significant',
): string => junit.render(made, { ...reportOptions, failOn }) as string;
const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

test('one suite a window and one case a feature', () => {
  const xml = render(outcomes(3, 12));
  expectWellFormed(xml);
  expect(count(xml, /<testsuite /g)).toBe(12);
  expect(count(xml, /<testcase /g)).toBe(36);
  expect(xml).toContain('<testsuite name="credit risk 2013-12"');
});

test('failures begin at the severity that is asked for, and totals agree', () => {
  const numbers = (['small', 'significant', 'critical'] as const).map((failOn) => {
    const xml = render(undefined, failOn);
    const failures = count(xml, /<failure /g);
    expect(xml).toContain(`failures="${failures}"`);
    return failures;
  });
  expect(numbers).toEqual([12, 9, 9]);
});

test('inconclusive features are skipped and failed ones are errors', () => {
  const [outcome] = outcomes(1, 1);
  const [feature] = outcome?.result.features ?? [];
  if (outcome === undefined || feature === undefined) throw new Error('no outcome');
  const features = [{ ...feature, drifted: null, severity: 'inconclusive', reason: 'too few rows' } as const];
  const xml = render([
    { ...outcome, result: { ...outcome.result, features, failed: [{ feature: 'x', error: 'boom' }] } },
  ]);
  expect(xml).toContain('<skipped message="too few rows"/>');
  expect(xml).toContain('<error message="boom"/>');
  expect(xml).toContain('tests="2" failures="0" errors="1" skipped="1"');
});

test('hostile names stay well-formed', () => {
  const xml = render(hostileOutcomes());
  expectWellFormed(xml);
  expect(xml).not.toContain('<script');
});
