import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type { Page } from '../description/page.js';
import { MODEL, WINDOW } from '../queries/promql.js';
import { METRICS } from './dataSources.js';

/** Grafana's numbers for what a query variable asks Prometheus. */
const LABEL_VALUES = 1;
const QUERY_RESULT = 3;

/**
 * The same on each dashboard, so that links carry all of them; those that a page does not use are hidden.
 */
export function variables({ choices }: Page): Builder<dashboard.VariableModel>[] {
  const shown = (visible: boolean): dashboard.VariableHide =>
    visible ? dashboard.VariableHide.DontHide : dashboard.VariableHide.HideVariable;
  const model = query('model', 'Model', 'label_values(drift_threshold, model)')
    .description('The models to look at.')
    .sort(dashboard.VariableSort.AlphabeticalCaseInsensitiveAsc);
  if (choices.model === 'many') model.multi(true).includeAll(true).current(ALL);
  return [
    source('datasource', 'Metrics', 'prometheus', 'The Prometheus that scrapes the exporter.'),
    source(
      'store',
      'Result store',
      'grafana-postgresql-datasource',
      "PostgreSQL with the exporter's result store.",
    ),
    model,
    query('feature', 'Feature', `label_values(drift_threshold{${MODEL}}, feature)`)
      .description('The feature to look at.')
      .sort(dashboard.VariableSort.AlphabeticalCaseInsensitiveAsc)
      .hide(shown(choices.feature)),
    query('window', 'Window', `label_values(drift_psi{${MODEL}}, window)`)
      .description('The length of time whose rows are compared with the reference.')
      .sort(dashboard.VariableSort.NumericalAsc)
      .current({ text: '1d', value: '1d' })
      .hide(shown(choices.window)),
    query('segment', 'Segment', `label_values(drift_psi{${MODEL}, ${WINDOW}}, segment)`)
      .description('All: all rows together.')
      .sort(dashboard.VariableSort.AlphabeticalCaseInsensitiveAsc)
      .includeAll(true)
      // "All" selects series that have no segment: those of all rows
      .allValue('^$')
      .current(ALL)
      .hide(shown(choices.segment)),
    // of all models, so that one without labels leaves no empty choice
    query('metric', 'Measure', 'label_values(drift_performance_reference, metric)')
      .description('The measure of performance to look at, where models have labels.')
      .sort(dashboard.VariableSort.AlphabeticalCaseInsensitiveAsc)
      .current({ text: 'roc_auc', value: 'roc_auc' })
      .hide(shown(choices.metric)),
    // a third of the window in seconds: for so long holds a score that was backfilled
    query('hold', 'Hold', 'query_result(count_over_time(vector(1)[${window:raw}:1m]) * 20)', QUERY_RESULT)
      .description('How long a score holds: a third of the window, in seconds.')
      .regex('/ (\\d+) /')
      .hide(dashboard.VariableHide.HideVariable),
  ];
}

const ALL: dashboard.VariableOption = { selected: true, text: 'All', value: '$__all' };

function source(
  name: string,
  label: string,
  type: string,
  description: string,
): dashboard.DatasourceVariableBuilder {
  return new dashboard.DatasourceVariableBuilder(name).label(label).type(type).description(description);
}

function query(
  name: string,
  label: string,
  definition: string,
  type = LABEL_VALUES,
): dashboard.QueryVariableBuilder {
  return new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(METRICS)
    .query({ qryType: type, query: definition, refId: `variable-${name}` })
    .definition(definition)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged);
}
