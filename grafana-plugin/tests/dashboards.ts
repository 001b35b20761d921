import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A panel of a committed dashboard, as far as tests look at it. */
export interface DashboardPanel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
}

export interface CommittedDashboard {
  readonly uid: string;
  readonly title: string;
  /** Without rows. */
  readonly panels: readonly DashboardPanel[];
}

/** The dashboards that Grafana has been provisioned with. */
export const dashboards: readonly CommittedDashboard[] = [
  'overview',
  'feature-analysis',
  'alert-management',
  'performance-monitoring',
].map((name) => {
  const path = join(__dirname, '..', '..', 'dashboards', 'grafana', `${name}.json`);
  const { uid, title, panels } = JSON.parse(readFileSync(path, 'utf8')) as CommittedDashboard;
  return { uid, title, panels: panels.filter(({ type }) => type !== 'row') };
});

/** The model and the feature that the flights' example has, and a time range that all of its year fits in. */
export const flights = { 'var-model': 'flights', 'var-feature': 'temperature_f', from: 'now-1y', to: 'now' };
