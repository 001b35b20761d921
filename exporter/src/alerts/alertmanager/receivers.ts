import type { Config } from '../../config/schema.js';
import type { Channels } from './channels.js';
import { CERTIFICATES, SECRETS } from './folders.js';
import * as messages from './messages.js';
import { NOBODY, receiverName } from './routes.js';

type Fields = Readonly<Record<string, unknown>>;
type Smtp = NonNullable<Config['alerting']['smtp']>;

export interface Receiver {
  readonly name: string;
  readonly email_configs?: readonly Fields[];
  readonly slack_configs?: readonly Fields[];
  readonly pagerduty_configs?: readonly Fields[];
  readonly webhook_configs?: readonly Fields[];
}

/** What lies on Alertmanager's machine, by its name in the rendered folder. */
type Locate = (path: string) => string;

export const SMTP_PASSWORD = `${SECRETS}/smtp_password`;
export const EXPORTER_TOKEN = `${SECRETS}/exporter_token`;
export const SMTP_CA = `${CERTIFICATES}/smtp_ca.pem`;
export const EXPORTER_CA = `${CERTIFICATES}/exporter_ca.pem`;

/** Critical alerts go to e-mail, Slack and PagerDuty, and warnings to e-mail and Slack. */
export function receiversOf(
  { recipients, slack, pagerduty, team }: Channels,
  { smtp, pagerduty_url }: Pick<Config['alerting'], 'smtp' | 'pagerduty_url'>,
  locate: Locate,
): Receiver[] {
  const messaging = {
    // one mail each, so that an address that is refused keeps none from the others
    ...(smtp === undefined || recipients.length === 0
      ? {}
      : { email_configs: recipients.map((to) => emailConfig(to, smtp, locate)) }),
    ...(slack === undefined
      ? {}
      : { slack_configs: [{ send_resolved: true, api_url_file: locate(slack.path), ...messages.slack }] }),
  };
  const paging =
    pagerduty === undefined
      ? {}
      : {
          pagerduty_configs: [
            {
              send_resolved: true,
              routing_key_file: locate(pagerduty.path),
              ...(pagerduty_url === undefined ? {} : { url: pagerduty_url }),
              ...messages.pagerduty,
            },
          ],
        };
  return [
    { name: receiverName(team, 'critical'), ...messaging, ...paging },
    { name: receiverName(team, 'warning'), ...messaging },
  ];
}

function emailConfig(to: string, smtp: Smtp, locate: Locate): Fields {
  const { host, port, from, user, require_tls, ca_file } = smtp;
  return {
    send_resolved: true,
    to,
    from,
    smarthost: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    ...(user === undefined ? {} : { auth_username: user, auth_password_file: locate(SMTP_PASSWORD) }),
    // Alertmanager speaks TLS from the first byte on port 465, and then would ask for STARTTLS inside it
    require_tls: require_tls && port !== 465,
    ...(ca_file === undefined ? {} : { tls_config: { ca_file: locate(SMTP_CA) } }),
    ...messages.email,
  };
}

/** The exporter, which keeps the history of alerts. */
export function historyReceiver(
  name: string,
  externalUrl: string,
  { webhook_token, webhook_ca_file }: Pick<Config['alerting'], 'webhook_token' | 'webhook_ca_file'>,
  locate: Locate,
): Receiver {
  const http_config = {
    // a redirect would take the token elsewhere
    follow_redirects: false,
    ...(webhook_token === undefined
      ? {}
      : { authorization: { type: 'Bearer', credentials_file: locate(EXPORTER_TOKEN) } }),
    ...(webhook_ca_file === undefined ? {} : { tls_config: { ca_file: locate(EXPORTER_CA) } }),
  };
  const url = `${externalUrl}/api/v1/alerts`;
  return { name, webhook_configs: [{ send_resolved: true, url, max_alerts: 0, http_config }] };
}

export const nobody: Receiver = { name: NOBODY };
