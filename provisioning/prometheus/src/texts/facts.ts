import { EPISODE } from '../expressions/episode.js';
import { ALL_ROWS, type Dataset, minOf, ofAllRows, ofDataset, thresholdOf } from '../expressions/replicas.js';
import { ask, MOMENT, NUMBER, SCORE, SHARE } from './ask.js';

/** What is told of a feature that drifts: a number that is recorded, and the words around it. */
export interface Fact {
  /** Facts are told in the order of their names. */
  readonly name: string;
  readonly expr: string;
  /** A line of its own where it begins with a line end; else it goes on with the one before. */
  readonly text: string;
}

const TELLING = 'model_feature_window_statistic:drift_psi:telling';
const MOVED = 'model_feature_window_category:drift_category_ratio:moved';

/** Missing values are told of where they alone would make an alert. */
const telling = (statistic: string): string => {
  const series = `${TELLING}{statistic="${statistic}"}`;
  return statistic === 'missing'
    ? `(${series} >= ignoring (window, statistic) group_left () ${thresholdOf('significant')})`
    : series;
};
const score = (statistic: string): string => `max without (statistic) (${telling(statistic)})`;
/** A number of the window that shows the change best. */
const inWindow = (metric: string, statistic = 'psi'): string =>
  `${ofAllRows(metric)} and ignoring (statistic) ${telling(statistic)}`;
/** A number of the feature, for a line that is there while a window shows the change. */
const whileShown = (series: string, statistic = 'psi'): string =>
  `${series} and ignoring (window, statistic) ${telling(statistic)}`;
const mean = (dataset: Dataset): string =>
  `${ofDataset('drift_mean', dataset)} and ignoring (statistic) ${telling('psi')}`;
const category = (dataset: Dataset): string => `${ofDataset('drift_category_ratio', dataset)} and ${MOVED}`;

const thresholdFacts = (place: string, statistic?: string): readonly Fact[] =>
  (['critical', 'significant'] as const).map((severity) => ({
    name: `${place} ${severity}`,
    expr: whileShown(thresholdOf(severity), statistic),
    text: `, ${severity} from ${SCORE}`,
  }));

const psiFacts: readonly Fact[] = [
  { name: '1 psi', expr: score('psi'), text: `\nPSI: ${SCORE} over {{ .Labels.window }}` },
  ...thresholdFacts('2'),
  {
    name: '3 chance',
    expr: inWindow('drift_psi_noise_floor'),
    text: `; chance explains up to ${SCORE}`,
  },
  {
    name: '4 variation',
    expr: inWindow('drift_psi_reference_variation'),
    text: `, the reference's own windows ${SCORE}`,
  },
  { name: '5 mean current', expr: mean('current'), text: `\nMean: ${NUMBER} over {{ .Labels.window }}` },
  { name: '5 mean reference', expr: mean('reference'), text: `, ${NUMBER} in the reference` },
  {
    name: '6 category current',
    expr: category('current'),
    text: `\nCategory that moved most: {{ .Labels.category }}, ${SHARE} over {{ .Labels.window }}`,
  },
  { name: '6 category reference', expr: category('reference'), text: `, ${SHARE} in the reference` },
];

const missingShareFacts: readonly Fact[] = [
  {
    name: '7 missing current',
    expr: inWindow('drift_missing_ratio', 'missing'),
    text: `\nMissing: ${SHARE} over {{ .Labels.window }}`,
  },
  {
    name: '7 missing reference',
    expr: whileShown(ofAllRows('drift_reference_missing_ratio'), 'missing'),
    text: `, ${SHARE} in the reference`,
  },
  {
    name: '7 missing score',
    expr: `${score('missing')} and ${ofAllRows('drift_missing_ratio')}`,
    text: ` (missing PSI ${SCORE})`,
  },
];
/** With thresholds of their own: where all values are missing, there is no PSI of values that would tell them. */
export const missingFacts: readonly Fact[] = [
  ...missingShareFacts,
  ...thresholdFacts('7 missing threshold', 'missing'),
];

export const sinceFacts: readonly Fact[] = [
  {
    name: '8 since',
    expr: `${minOf(`drift_active_since_timestamp_seconds{${ALL_ROWS}}`)} and ${EPISODE}`,
    text: `\nSince ${MOMENT}`,
  },
];

const allFacts: readonly Fact[] = [...psiFacts, ...missingFacts, ...sinceFacts];
/** Of both statistics, with their thresholds once. */
const featureFacts: readonly Fact[] = [...psiFacts, ...missingShareFacts, ...sinceFacts];

export const TOLD = 'model_feature_fact:drift_psi:told';

/** All facts as one series each, so that the text of an alert takes one query. */
export const toldExpr = allFacts
  .map(({ name, expr }) => `label_replace(${expr}, "fact", "${name}", "", "")`)
  .join('\nor\n');

/** Tells facts of the feature at hand, those that are known. */
export function tell(facts: readonly Fact[] = featureFacts): string {
  const some = facts === featureFacts ? '' : `, fact=~"${facts.map(({ name }) => name).join('|')}"`;
  const query = ask(`max by (fact, window, category) (${TOLD}{model=$model, feature=$feature${some}})`);
  const cases = facts.map(
    ({ name, text }, index) => `{{- ${index === 0 ? 'if' : 'else if'} eq .Labels.fact "${name}" }}${text}`,
  );
  return [`{{- range ${query} | sortByLabel "fact" }}`, ...cases, '{{- end }}', '{{- end }}'].join('\n');
}
