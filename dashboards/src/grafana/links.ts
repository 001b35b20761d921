import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { inView } from './inView.js';
import type { Link } from '../description/link.js';
import { PAGE_IDS, type PageId } from '../description/page.js';

/** Stable: links, bookmarks and alerts use it. */
export const uidOf = (page: PageId): string => `drift-${page}`;

const TITLES: Readonly<Record<PageId, string>> = {
  overview: 'Overview',
  'feature-analysis': 'Feature Analysis',
  'alert-management': 'Alert Management',
  'performance-monitoring': 'Performance Monitoring',
};
const VARIABLES = ['datasource', 'store', 'model', 'feature', 'window', 'segment', 'metric'] as const;

/** From one dashboard to the others, with variables and time. */
export function dashboardLinks(from: PageId): Builder<dashboard.DashboardLink>[] {
  return PAGE_IDS.filter((page) => page !== from).map((page) =>
    inView(
      new dashboard.DashboardLinkBuilder(TITLES[page])
        .type(dashboard.DashboardLinkType.Link)
        .icon('dashboard')
        .tooltip(`${TITLES[page]}, with the same choices and time`)
        .url(`/d/${uidOf(page)}`)
        .includeVars(true)
        .keepTime(true),
    ),
  );
}

/** What a data link asks Grafana to write for the value that a mark has of a variable. */
export type ValueOf = (variable: 'model' | 'feature') => string;

/** Where a click on a mark leads, with the other variables and the time. */
export function dataLink({ title, to, sets }: Link, valueOf: ValueOf): { title: string; url: string } {
  const kept = VARIABLES.filter((name) => !(sets as readonly string[]).includes(name));
  const parameters = [
    ...sets.map((name) => `var-${name}=${valueOf(name)}`),
    ...kept.map((name) => `\${${name}:queryparam}`),
    '${__url_time_range}',
  ];
  return { title, url: `/d/${uidOf(to)}?${parameters.join('&')}` };
}
