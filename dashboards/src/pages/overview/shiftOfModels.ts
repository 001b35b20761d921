import { COLOURS } from '../../description/colours.js';
import { TO_FEATURE } from '../../description/link.js';
import { CHANGED, SEVERITY } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import {
  ALL_ROWS,
  atEnd,
  during,
  held,
  MODEL,
  now,
  overRange,
  SUBJECT,
  WINDOW,
} from '../../queries/promql.js';

const ofStatistic = (metric: string): string => held(metric, 'model, statistic', MODEL, WINDOW);
const ofFeature = (metric: string): string => now(metric, SUBJECT, MODEL, WINDOW, ALL_ROWS);
const inTable = (metric: string): string => now(metric, 'model, feature', MODEL, WINDOW, ALL_ROWS);
const detected = (metric: string): string => `max by (model) (${during(`${metric}{${MODEL}, ${WINDOW}}`)})`;

const NOTHING_DRIFTS = 'nothing may drift, or the window may be shorter than a day';
const NO_OUTCOME = 'the model may have neither importance nor a label or prediction';

/** What has changed in models as a whole, and which features bring it. */
export const shiftOfModels: readonly Sheet[] = [
  {
    id: 'covariate-shift',
    title: 'Inputs together: how far beyond what is usual',
    description:
      "How far the joint distribution of a model's numeric features is from the reference, in units of what the reference's own windows seldom exceed: 1 is the limit. By statistic: means (hotelling), correlations (correlation), what the reference's main directions do not explain (pca_reconstruction), and all of it (frechet). Correlations may change while no feature does.",
    grain: ['model', 'statistic', 'time'],
    queries: [
      overRange(
        'score',
        `${ofStatistic('drift_covariate_score')} / ${ofStatistic('drift_covariate_threshold')}`,
        {
          legend: '{{statistic}} · {{model}}',
          mayBeEmpty: 'the reference may be too short to tell what is usual',
        },
      ),
      overRange('limit', `0 * max(${held('drift_covariate_threshold', 'model', MODEL, WINDOW)}) + 1`, {
        legend: 'limit',
        mayBeEmpty: 'the reference may be too short to tell what is usual',
      }),
    ],
    look: {
      mark: 'line',
      measures: [
        { name: 'score', title: 'score', unit: 'score' },
        {
          name: 'limit',
          title: 'limit',
          unit: 'score',
          scale: { steps: [{ from: 0, colour: COLOURS.critical }] },
        },
      ],
      range: { from: 0 },
    },
    nothing:
      'no numeric features, a source that cannot tell, a reference too short, or a window shorter than a day',
    size: { width: 12, height: 8 },
  },
  {
    id: 'changed-as-a-whole',
    title: 'Changed as a whole',
    description:
      'When each model was found changed in the chosen window: its concept, where rows that are alike have other labels than in the reference, and its inputs together. Concept needs labels: without them it has no band. One window is no event; alerts wait until it lasts.',
    grain: ['model', 'time'],
    queries: [
      overRange('concept', detected('drift_concept_detected'), {
        legend: 'concept · {{model}}',
        mayBeEmpty: 'the model may have no labels',
      }),
      overRange('inputs', detected('drift_covariate_detected'), {
        legend: 'inputs · {{model}}',
        mayBeEmpty: 'the model may have no numeric features, or the window may be shorter than a day',
      }),
    ],
    look: {
      mark: 'state',
      many: true,
      measure: { name: 'changed', title: 'Changed', unit: 'count', scale: CHANGED },
    },
    nothing: 'no labels, and no verdict on the inputs together',
    size: { width: 12, height: 8 },
    points: 720,
  },
  {
    id: 'attribution-of-drift',
    title: 'Which features bring the drift',
    description:
      "Each feature's share of the drift of its model's inputs in the chosen window, the largest first; shares of a model add up to 1. Empty while no feature of the model has drifted. A click leads to the feature.",
    grain: ['model', 'feature'],
    queries: [
      atEnd('attribution', ofFeature('drift_attribution_ratio'), { mayBeEmpty: NOTHING_DRIFTS }),
      atEnd('severity', ofFeature('drift_severity')),
    ],
    look: {
      mark: 'drift',
      view: { name: 'attribution', options: { measure: 'share', limit: 10 } },
      measure: { name: 'attribution', title: 'Share of the drift', unit: 'ratio' },
      ratios: ['attribution'],
      link: TO_FEATURE,
    },
    nothing: 'no feature has drifted, or the window is shorter than a day',
    size: { width: 12, height: 9 },
  },
  {
    id: 'importance',
    title: 'Which features matter to the model',
    description:
      "Each feature's share of the importance of all features, the largest first: as configured, or as estimated from how much the label, or else the prediction, depends on it. Coloured by severity: a feature that matters and drifts is the one to act on. A click leads to the feature.",
    grain: ['model', 'feature'],
    queries: [
      atEnd('importance', ofFeature('drift_importance_ratio'), { mayBeEmpty: NO_OUTCOME }),
      atEnd('severity', ofFeature('drift_severity')),
    ],
    look: {
      mark: 'drift',
      view: { name: 'attribution', options: { measure: 'importance', limit: 10 } },
      measure: { name: 'importance', title: 'Importance', unit: 'ratio' },
      ratios: ['importance'],
      link: TO_FEATURE,
    },
    nothing: 'no importance: none is configured, and there is no label or prediction to estimate it from',
    size: { width: 12, height: 9 },
  },
  {
    id: 'drift-and-importance',
    title: 'Drift × importance',
    description:
      'Features by the product of their PSI in the chosen window and their importance: on top stands what both drifts and matters, which is where to act. Drift without importance is to be noted, importance without drift to be watched. A click leads to the feature.',
    grain: ['model', 'feature'],
    queries: [
      atEnd('product', `${inTable('drift_psi')} * ${inTable('drift_importance_ratio')}`, {
        mayBeEmpty: NO_OUTCOME,
      }),
      atEnd('importance', inTable('drift_importance_ratio'), { mayBeEmpty: NO_OUTCOME }),
      atEnd('psi', `${inTable('drift_psi')} and ${inTable('drift_importance_ratio')}`, {
        mayBeEmpty: NO_OUTCOME,
      }),
      atEnd('severity', `${inTable('drift_severity')} and ${inTable('drift_importance_ratio')}`, {
        mayBeEmpty: NO_OUTCOME,
      }),
      atEnd('attribution', `${inTable('drift_attribution_ratio')} and ${inTable('drift_importance_ratio')}`, {
        mayBeEmpty: NOTHING_DRIFTS,
      }),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'model', title: 'Model', unit: 'text', width: 180 },
        { name: 'feature', title: 'Feature', unit: 'text', link: TO_FEATURE },
        { name: 'product', title: 'PSI × importance', unit: 'score', width: 170 },
        { name: 'importance', title: 'Importance', unit: 'ratio', width: 120 },
        { name: 'psi', title: 'PSI', unit: 'score', width: 100 },
        { name: 'severity', title: 'Severity', unit: 'count', scale: SEVERITY, width: 130 },
        { name: 'attribution', title: 'Share of the drift', unit: 'ratio', width: 150 },
      ],
      sort: { by: 'PSI × importance', descending: true },
    },
    nothing: 'no importance: none is configured, and there is no label or prediction to estimate it from',
    size: { width: 24, height: 8 },
  },
  {
    id: 'where-drift-lies',
    title: 'Where the drift lies',
    description:
      'For each feature that drifts in the chosen window the three segments of rows, such as origin=EWR, with most of its drift. within: the segment itself has changed; mix: its share of the rows has. Segments of different columns overlap, so shares do not add up. A click leads to the feature.',
    grain: ['model', 'feature', 'segment'],
    queries: [
      atEnd('share', now('drift_segment_share_ratio', 'model, feature, segment, by', MODEL, WINDOW), {
        mayBeEmpty: 'no segment may stand out, or the window may be shorter than a day',
      }),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'model', title: 'Model', unit: 'text', width: 180 },
        { name: 'feature', title: 'Feature', unit: 'text', link: TO_FEATURE },
        { name: 'segment', title: 'Segment', unit: 'text' },
        { name: 'by', title: 'By', unit: 'text', width: 100 },
        { name: 'share', title: 'Share of its drift', unit: 'ratio', width: 150 },
      ],
      sort: { by: 'Share of its drift', descending: true },
    },
    nothing:
      'no feature drifts, no segment stands out, the window is shorter than a day, or the source cannot count segments',
    size: { width: 24, height: 7 },
  },
];
