import type { Config } from './schema.js';

type Alerting = Config['alerting'];

/** Which alerts reach nobody, where others reach somebody. */
export function reachWarnings({ email_enabled, routes, ...common }: Alerting): string[] {
  const hearsWarnings = ({ recipients, slack_webhook }: Pick<Alerting, 'recipients' | 'slack_webhook'>) =>
    slack_webhook !== undefined || (email_enabled && recipients.length > 0);
  if (hearsWarnings(common)) return [];
  if (common.pagerduty_key !== undefined) {
    return [
      'alerting: PagerDuty hears of critical alerts only, so warnings lack a receiver; DriftSourceDown and DriftStale are warnings, and silence critical alerts',
    ];
  }
  if (routes.length === 0) return [];
  return [
    'alerting: only teams have receivers, so alerts about other models and about the exporter reach nobody',
    ...routes.flatMap((route, index) =>
      route.pagerduty_key !== undefined && !hearsWarnings(route)
        ? [`alerting.routes[${index}]: PagerDuty hears of critical alerts only, so warnings lack a receiver`]
        : [],
    ),
  ];
}
