import { posix } from 'node:path';
import { alertLinks } from '../../config/alertLinks.js';
import type { Config } from '../../config/schema.js';
import { channelsOf, type SecretFile } from './channels.js';
import { inhibitRules, type InhibitRule } from './inhibitRules.js';
import {
  EXPORTER_CA,
  EXPORTER_TOKEN,
  historyReceiver,
  nobody,
  receiversOf,
  SMTP_CA,
  SMTP_PASSWORD,
  type Receiver,
} from './receivers.js';
import { TEMPLATE_FILE } from './templates/index.js';
import { driftRoute, HISTORY, NOBODY, type Route } from './routes.js';
import { quietIntervals, type NamedIntervals } from './timeIntervals.js';

/** alertmanager.yml as plain data. */
export interface AlertmanagerConfig {
  readonly templates: readonly string[];
  readonly route: Route;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly time_intervals?: readonly NamedIntervals[];
  readonly receivers: readonly Receiver[];
}

export interface Rendering {
  readonly config: AlertmanagerConfig;
  readonly secrets: readonly SecretFile[];
  /** Files of certificates, and where they are copied to in the rendered folder. */
  readonly certificates: readonly { readonly path: string; readonly from: string }[];
}

/**
 * Alertmanager's configuration from `alerting:`. No secret stands in it: it names files.
 * @param folder where the rendered folder lies on Alertmanager's machine; an absolute path, since Alertmanager takes most
 *   paths relative to the folder that it was started in
 */
export function renderAlertmanager(config: Pick<Config, 'alerting' | 'server'>, folder: string): Rendering {
  const { alerting, server } = config;
  const locate = (path: string) => posix.join(folder, path);
  const { external_url } = alertLinks(config);
  const { common, teams } = channelsOf(config);
  const quiet = quietIntervals(alerting.quiet_hours);
  const withHistory = external_url !== '';
  const receivers = [
    nobody,
    ...(withHistory ? [historyReceiver(HISTORY, external_url, alerting, locate)] : []),
    ...[common, ...teams].flatMap((channels) => receiversOf(channels, alerting, locate)),
  ];
  const token = server.tokens.find(({ name }) => name === alerting.webhook_token)?.token;
  const { smtp, webhook_ca_file } = alerting;
  const isUsed = (path: string) => JSON.stringify(receivers).includes(JSON.stringify(locate(path)));
  const secrets = [
    { path: SMTP_PASSWORD, ...(smtp?.password === undefined ? {} : { secret: smtp.password }) },
    ...[common, ...teams].flatMap(({ slack, pagerduty }) => [slack, pagerduty]),
    { path: EXPORTER_TOKEN, ...(token === undefined ? {} : { secret: token }) },
  ].filter((file, index, all) => file !== undefined && all.indexOf(file) === index);
  const certificates = [
    { path: SMTP_CA, from: smtp?.ca_file },
    { path: EXPORTER_CA, from: webhook_ca_file },
  ];
  return {
    config: {
      templates: [locate(TEMPLATE_FILE)],
      route: {
        receiver: NOBODY,
        routes: [driftRoute({ alerting, teams, quiet, withHistory })],
      },
      inhibit_rules: inhibitRules(alerting.part_labels),
      ...(quiet.size === 0 ? {} : { time_intervals: [...quiet.values()] }),
      receivers,
    },
    secrets: secrets.flatMap((file) => (file !== undefined && isUsed(file.path) ? [file] : [])),
    certificates: certificates.flatMap(({ path, from }) =>
      from !== undefined && isUsed(path) ? [{ path, from }] : [],
    ),
  };
}
