import { isAlwaysQuiet } from './alwaysQuiet.js';
import { isLocalHost } from './localHost.js';
import { isPlaceholder } from './placeholder.js';
import { alertSeverities } from './quietHours.js';
import { reachWarnings } from './reachWarnings.js';
import type { Config } from './schema.js';
import type { Secret } from './secret.js';

/** What keeps alerts from reaching people, or more than they need to know. */
export function alertWarnings(config: Config): string[] {
  const { email_enabled, slack_webhook, pagerduty_key, routes } = config.alerting;
  const reachesSomebody =
    email_enabled ||
    slack_webhook !== undefined ||
    pagerduty_key !== undefined ||
    routes.some((route) => route.slack_webhook !== undefined || route.pagerduty_key !== undefined);
  return [
    ...mailWarnings(config),
    ...placeholderWarnings(config),
    ...(reachesSomebody
      ? reachWarnings(config.alerting)
      : ['alerting: no e-mail, Slack or PagerDuty, so alerts reach nobody']),
    ...routeWarnings(config),
    ...quietWarnings(config),
    ...(reachesSomebody ? linkWarnings(config) : []),
    ...webhookWarnings(config),
  ];
}

function mailWarnings({ alerting: { email_enabled, recipients, routes, smtp } }: Config): string[] {
  if (!email_enabled) return [];
  const warnings: string[] = [];
  if (recipients.length === 0 && !routes.some((route) => route.recipients.length > 0)) {
    warnings.push('alerting.recipients: e-mail is on but nobody receives it');
  }
  if (smtp === undefined) return [...warnings, 'alerting.smtp: e-mail is on but no mail server is named'];
  if (smtp.user !== undefined && smtp.password === undefined) {
    warnings.push('alerting.smtp.password: missing, though the mail server is to be logged in to as a user');
  }
  if (!smtp.require_tls && smtp.port !== 465 && !isLocalHost(smtp.host)) {
    warnings.push(
      'alerting.smtp.require_tls: off, so mails and the password cross the network in clear text',
    );
  }
  return warnings;
}

/** A key, what stands there, and what comes of it where that is a placeholder. */
type Filled = [key: string, value: string | undefined, effect: string];

function placeholderWarnings({ alerting, server }: Config): string[] {
  const { email_enabled, smtp, routes } = alerting;
  const receivers = [
    { at: 'alerting', ...alerting },
    ...routes.map((route, index) => ({ at: `alerting.routes[${index}]`, ...route })),
  ].flatMap(({ at, recipients, slack_webhook, pagerduty_key }): Filled[] => [
    [
      `${at}.recipients`,
      email_enabled ? recipients.find(isPlaceholder) : undefined,
      'no mail will arrive there',
    ],
    [`${at}.slack_webhook`, revealed(slack_webhook), 'nothing will reach Slack'],
    [`${at}.pagerduty_key`, revealed(pagerduty_key), 'nothing will reach PagerDuty'],
  ]);
  const mail: Filled[] = email_enabled
    ? [
        ['alerting.smtp.host', smtp?.host, 'no mail will be sent'],
        ['alerting.smtp.from', smtp?.from, 'mail servers may refuse it'],
      ]
    : [];
  const links: Filled[] = [
    ['server.external_url', server.external_url, 'links and pictures in alerts lead nowhere'],
    ['alerting.grafana_url', alerting.grafana_url, 'links to dashboards lead nowhere'],
    ['alerting.runbook_url', alerting.runbook_url, 'links to the runbook lead nowhere'],
    [
      'alerting.alertmanager_url',
      alerting.alertmanager_url,
      'silences and silenced alerts stay out of the history',
    ],
  ];
  return [...receivers, ...mail, ...links].flatMap(([key, value, effect]) =>
    value !== undefined && isPlaceholder(value) ? [`${key}: still a placeholder, ${effect}`] : [],
  );
}

const revealed = (secret: Secret | undefined) => secret?.reveal();

function routeWarnings({ alerting: { routes, email_enabled }, models }: Config): string[] {
  const teams = new Set(models.map(({ team }) => team));
  return routes.flatMap(({ team, recipients }, index) => [
    ...(teams.has(team)
      ? []
      : [`alerting.routes[${index}].team: no model belongs to a team ${JSON.stringify(team)}`]),
    ...(recipients.length > 0 && !email_enabled
      ? [`alerting.routes[${index}].recipients: they get no mail while alerting.email_enabled is false`]
      : []),
  ]);
}

function quietWarnings({ alerting: { quiet_hours } }: Config): string[] {
  const always = alertSeverities.filter((severity) => isAlwaysQuiet(quiet_hours, severity));
  return [
    ...always.map((severity) => `alerting.quiet_hours: always, so no ${severity} alert reaches anybody`),
    ...quiet_hours.flatMap(({ severities }, index) =>
      severities.includes('critical') && !always.includes('critical')
        ? [
            `alerting.quiet_hours[${index}].severities: critical alerts wait for the end of the quiet hours too`,
          ]
        : [],
    ),
  ];
}

function linkWarnings({ alerting, server }: Config): string[] {
  return [
    ...(server.external_url === undefined
      ? [
          'server.external_url: missing, so alerts come without pictures and links, and no history of them is kept',
        ]
      : []),
    ...(alerting.alertmanager_url === undefined
      ? ['alerting.alertmanager_url: missing, so silences and silenced alerts stay out of the history']
      : []),
    ...(alerting.alertmanager_user !== undefined && alerting.alertmanager_token === undefined
      ? ['alerting.alertmanager_token: missing, though Alertmanager is to be asked as a user']
      : []),
  ];
}

/** Alertmanager reports what it sends, for the history; where logins are asked for it needs a token for that. */
function webhookWarnings({ alerting: { webhook_token }, server }: Config): string[] {
  if (webhook_token === undefined) {
    const asksForLogin = server.web_config !== undefined || server.tokens.length > 0;
    return asksForLogin && server.external_url !== undefined
      ? ['alerting.webhook_token: missing, so Alertmanager cannot log in to report alerts for the history']
      : [];
  }
  const token = server.tokens.find(({ name }) => name === webhook_token);
  if (token === undefined) {
    // the token itself may stand there in place of its name
    return ['alerting.webhook_token: no entry of server.tokens has this name'];
  }
  const index = server.tokens.indexOf(token);
  return [
    ...(token.role === 'viewer'
      ? [`server.tokens[${index}].role: viewer, but alerting.webhook_token needs operator to report alerts`]
      : []),
    ...(token.token === undefined
      ? [`server.tokens[${index}].token: missing, so Alertmanager cannot log in to report alerts`]
      : []),
  ];
}
