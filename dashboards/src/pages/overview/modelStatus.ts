import { COLOURS } from '../../description/colours.js';
import { TO_MODEL, TO_PERFORMANCE } from '../../description/link.js';
import { CHANGED, SEVERITY, steps } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { ALL_ROWS, atEnd, MODEL, now, WINDOW } from '../../queries/promql.js';

const active = now('drift_active', 'model, feature', MODEL, ALL_ROWS);
const severity = now('drift_severity', 'model, feature', MODEL, ALL_ROWS);

/** Within an hour: the last time at which nothing of the model was active. */
const lastQuiet = `max_over_time((timestamp(max by (model) (drift_active{${MODEL}, ${ALL_ROWS}}) == 0))[30d:1h])`;
const firstActive = `min_over_time((timestamp(max by (model) (drift_active{${MODEL}, ${ALL_ROWS}}) == 1))[30d:1h])`;

export const modelStatus: Sheet = {
  id: 'model-status',
  title: 'Status of every model',
  description:
    'One row a model, the worst first: the worst severity of its drifting features, how many drift and since when, what share of its features has changed in the chosen window, and how fresh its data and its last check are. "Since" is exact to the hour and looks back thirty days, as far as Prometheus has recorded.',
  grain: ['model'],
  queries: [
    atEnd('severity', `max by (model) (${severity} * ${active})`),
    atEnd('active', `sum by (model) (${active})`),
    atEnd('since', `1000 * (${lastQuiet} or ${firstActive}) and on (model) max by (model) (${active}) == 1`, {
      mayBeEmpty: 'nothing may drift, or nothing of that may have been recorded on the hour',
    }),
    atEnd('watched', `sum by (model) (${now('drift_features', 'model, severity', MODEL, WINDOW)})`),
    atEnd('inconclusive', now('drift_features', 'model', MODEL, WINDOW, 'severity="inconclusive"')),
    atEnd('share', now('drift_dataset_ratio', 'model', MODEL, WINDOW)),
    atEnd('dataset', now('drift_dataset_detected', 'model', MODEL, WINDOW)),
    atEnd('data_age', `time() - ${now('drift_newest_row_timestamp_seconds', 'model', MODEL)}`),
    atEnd('check_age', `time() - ${now('drift_last_success_timestamp_seconds', 'model', MODEL)}`),
    atEnd('due', now('drift_reference_promotion_due', 'model', MODEL)),
  ],
  look: {
    mark: 'table',
    columns: [
      { name: 'model', title: 'Model', unit: 'text', link: TO_MODEL },
      { name: 'severity', title: 'Severity', unit: 'count', scale: SEVERITY, width: 130 },
      {
        name: 'active',
        title: 'Drifting',
        unit: 'count',
        scale: steps([0, COLOURS.quiet], [1, COLOURS.critical]),
        width: 100,
      },
      { name: 'since', title: 'Since', unit: 'moment', width: 170 },
      { name: 'watched', title: 'Features', unit: 'count', width: 100 },
      { name: 'inconclusive', title: 'Too few rows', unit: 'count', width: 110 },
      { name: 'share', title: 'Changed in window', unit: 'ratio', width: 150 },
      { name: 'dataset', title: 'Data as a whole', unit: 'count', scale: CHANGED, width: 130 },
      {
        name: 'data_age',
        title: 'Newest row',
        unit: 'seconds',
        scale: steps([0, COLOURS.quiet], [86_400, COLOURS.small], [172_800, COLOURS.significant]),
        width: 120,
      },
      {
        name: 'check_age',
        title: 'Last check',
        unit: 'seconds',
        scale: steps([0, COLOURS.quiet], [1_800, COLOURS.small], [7_200, COLOURS.significant]),
        width: 120,
        link: TO_PERFORMANCE,
      },
      { name: 'due', title: 'New reference due', unit: 'count', scale: CHANGED, width: 150 },
    ],
    sort: { by: 'Severity', descending: true },
  },
  nothing: 'no model is watched',
  size: { width: 24, height: 6 },
};
