import type { PageId } from '../../../../dashboards/src/description/page.js';
import { uidOf } from '../../../../dashboards/src/grafana/links.js';
import type { Alert } from '../description/alert.js';
import { each } from './ask.js';

type Address = 'external_url' | 'grafana_url' | 'runbook_url';

/**
 * The addresses of an exporter that serves the model, or of any. Of several that differ one is taken; where none has the address, the
 * text is empty.
 */
function linkOf(address: Address, { about }: Alert, rest = ''): string {
  const known = `drift_exporter_links_info{${address}!=""}`;
  const promql =
    about === 'exporter'
      ? // as of the last day, since the exporter may be what is gone
        `topk(1, last_over_time(${known}[1d]))`
      : `topk(1, ${known} and on (job, instance) drift_model_info{model=$model})`;
  return each(promql, `{{ .Labels.${address} }}${rest}`);
}

const VARIABLES: Readonly<Record<Alert['about'], string>> = {
  feature:
    '?var-model={{ urlquery $labels.model }}{{ with $labels.feature }}&var-feature={{ urlquery . }}{{ end }}',
  model: '?var-model={{ urlquery $labels.model }}',
  exporter: '',
};

function dashboardOf(alert: Alert, page: PageId): string {
  return linkOf('grafana_url', alert, `/d/${uidOf(page)}${VARIABLES[alert.about]}`);
}

/** The picture with the address of the exporter that signed its path. */
function pictureOf(pictures: string): string {
  const addresses = 'topk by (job, instance) (1, drift_exporter_links_info{external_url!=""})';
  const promql = `topk(1, ${pictures} * on (job, instance) group_left (external_url) ${addresses})`;
  return each(promql, '{{ .Labels.external_url }}{{ .Labels.path }}');
}

/** Where to read on. Each is empty where its address is not configured. */
export function linksOf(alert: Alert): Record<string, string> {
  return {
    runbook_url: linkOf('runbook_url', alert, `#${alert.name.toLowerCase()}`),
    dashboard_url: dashboardOf(alert, alert.dashboard),
    ...(alert.picture === undefined ? {} : { picture_url: pictureOf(alert.picture) }),
    exporter_url: linkOf('external_url', alert),
  };
}
