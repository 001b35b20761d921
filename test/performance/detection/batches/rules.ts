import type { FeatureResult, StatisticResult } from '../../../../exporter/src/detection/result.js';
import { defaultDetection } from '../../../../exporter/src/detection/settings.js';
import { examine, judgeExamined, type Examined } from '../../../../exporter/src/detection/verdict.js';
import { pearsonChiSquared } from '../../../../exporter/src/statistics/chiSquared.js';
import type { Compared } from './compare.js';
import { evidentlyDrifted } from './evidently.js';
import { nannymlDrifted } from './nannyml.js';
import { tallyValues } from './peerDistances.js';

/** What the rules need to know of a column of a batch; it does not depend on the other columns. */
export interface Looked {
  readonly examined: Examined;
  /** Of KS or, for categories, Pearson's chi-squared over all of them. */
  readonly pValue: number;
  readonly evidently: boolean;
  readonly nannyml: boolean;
}

export function look(compared: Compared): Looked {
  const { side, comparison } = compared;
  const examined = examine({ feature: side.column.name, comparison }, defaultDetection);
  const ks = number(examined.results.ks, 'p_value');
  return {
    examined,
    pValue:
      ks ??
      (side.column.kind === 'categorical' ? (pearsonChiSquared(...tallyValues(compared))?.p_value ?? 1) : 1),
    evidently: evidentlyDrifted(compared, ks),
    nannyml: nannymlDrifted(compared),
  };
}

/** Ours, in full. */
export function verdicts(columns: readonly Looked[]): FeatureResult[] {
  return judgeExamined(
    columns.map(({ examined }) => examined),
    defaultDetection,
  );
}

const LARGE_PSI = 0.2;
const SIGNIFICANCE = 0.05;

export const ruleNames = ['ours', 'psi', 'tests', 'evidently', 'nannyml'] as const;
export type RuleName = (typeof ruleNames)[number];

export const ruleTitles: Readonly<Record<RuleName, string>> = {
  ours: '`drifted`',
  psi: 'PSI ≥ .2',
  tests: 'KS or χ², Bonferroni .05',
  evidently: 'Evidently',
  nannyml: 'NannyML',
};

/** Which columns of a batch each rule calls drifted. A data set has drifted where any of its columns has. */
export function decide(
  columns: readonly Looked[],
  own: readonly FeatureResult[],
): Readonly<Record<RuleName, readonly boolean[]>> {
  const level = SIGNIFICANCE / columns.length;
  return {
    ours: own.map(({ drifted }) => drifted === true),
    psi: columns.map(({ examined }) => (number(examined.results.psi, 'value') ?? 0) >= LARGE_PSI),
    tests: columns.map(({ pValue }) => pValue <= level),
    evidently: columns.map(({ evidently }) => evidently),
    nannyml: columns.map(({ nannyml }) => nannyml),
  };
}

function number(result: StatisticResult | undefined, name: string): number | undefined {
  const value = result?.[name];
  return typeof value === 'number' ? value : undefined;
}
