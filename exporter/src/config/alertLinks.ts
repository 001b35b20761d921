import type { Config } from './schema.js';

/** The addresses that links in alerts begin with; empty where there is none. */
export interface AlertLinks {
  readonly external_url: string;
  readonly grafana_url: string;
  readonly runbook_url: string;
}

/** Where links in alerts lead: without a runbook_url of its own the exporter shows the runbook itself. */
export function alertLinks({ alerting, server }: Pick<Config, 'alerting' | 'server'>): AlertLinks {
  const external_url = server.external_url ?? '';
  return {
    external_url,
    grafana_url: alerting.grafana_url ?? '',
    runbook_url: alerting.runbook_url ?? (external_url === '' ? '' : `${external_url}/runbook`),
  };
}
