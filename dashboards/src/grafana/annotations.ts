import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import { COLOURS, type Colour } from '../description/colours.js';
import type { Page } from '../description/page.js';
import { ALL_ROWS, FEATURE, MODEL } from '../queries/promql.js';
import { alerts } from '../pages/alerts.js';
import { METRICS } from './dataSources.js';
import { inView } from './inView.js';

/** What happened, as marks over time: new references, drifts that began, alerts. */
export function annotations({ choices }: Page): Builder<dashboard.AnnotationQuery>[] {
  const one = choices.feature ? ['feature'] : [];
  const subject = ['model', ...one].join(', ');
  const matchers = [MODEL, ...(choices.feature ? [FEATURE] : []), ALL_ROWS].join(', ');
  const reference = (offset: string): string =>
    `max by (model, version) (drift_reference_info{${MODEL}}${offset})`;
  const active = (offset: string): string => `max by (${subject}) (drift_active{${matchers}}${offset})`;
  const firing = (offset: string): string =>
    `max by (alertname, ${subject}) (${alerts('alertstate="firing"', ...(choices.feature ? ['feature=~`${feature:regex}|`'] : []))}${offset})`;
  const before = ' offset $__interval';
  return [
    annotation('New reference', COLOURS.current, {
      // only where another one was in use before: not where the exporter was new
      promql: `${reference('')} unless on (model, version) ${reference(before)} and on (model) ${reference(before)}`,
      title: 'New reference in use',
      text: '{{model}}: {{version}}',
    }),
    annotation('Drift began', COLOURS.significant, {
      promql: `${active('')} == 1 and on (${subject}) ${active(before)} == 0`,
      title: 'Drift began',
      text: choices.feature ? '{{feature}} of {{model}}' : '{{model}}',
    }),
    annotation('Alerts', COLOURS.critical, {
      // as each began to fire: one that fires for weeks would cover everything
      promql: `${firing('')} unless on (alertname, ${subject}) ${firing(before)}`,
      title: '{{alertname}}',
      text: choices.feature ? '{{feature}} of {{model}}' : '{{model}}',
    }),
  ];
}

function annotation(
  name: string,
  colour: Colour,
  { promql, title, text }: { promql: string; title: string; text: string },
): Builder<dashboard.AnnotationQuery> {
  const builder = new dashboard.AnnotationQueryBuilder()
    .name(name)
    .datasource(METRICS)
    .enable(true)
    .iconColor(colour)
    .expr(promql)
    .titleFormat(title)
    .textFormat(text)
    .step('60s')
    .target(
      new prometheus.DataqueryBuilder()
        .refId('annotation')
        .datasource(METRICS)
        .expr(promql)
        .interval('60s')
        .editorMode(prometheus.QueryEditorMode.Code)
        .range(),
    );
  return inView(builder);
}
