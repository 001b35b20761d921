import { createHash } from 'node:crypto';
import type { Config } from '../../config/schema.js';
import type { Secret } from '../../config/secret.js';
import { SECRETS } from './folders.js';

/** A secret, and the file that holds it in the rendered folder. */
export interface SecretFile {
  readonly path: string;
  /** Absent where somebody else is to put the file there. */
  readonly secret?: Secret;
}

/** Where alerts go for a team, or in common. */
export interface Channels {
  /** Absent: what belongs to no team, or to one without receivers of its own. */
  readonly team?: string;
  readonly recipients: readonly string[];
  readonly slack?: SecretFile;
  readonly pagerduty?: SecretFile;
}

/** The common channels, and those of each team, in which the common ones stand in for what the team lacks. */
export function channelsOf({ alerting }: Pick<Config, 'alerting'>): {
  readonly common: Channels;
  readonly teams: readonly Channels[];
} {
  const { email_enabled, recipients, slack_webhook, pagerduty_key, routes } = alerting;
  const common: Channels = {
    recipients: email_enabled ? recipients : [],
    ...channel('slack', 'slack_webhook', slack_webhook),
    ...channel('pagerduty', 'pagerduty_key', pagerduty_key),
  };
  const teams = routes.map((route) => ({
    ...common,
    team: route.team,
    ...(email_enabled && route.recipients.length > 0 ? { recipients: route.recipients } : {}),
    ...channel('slack', `slack_webhook-${fileName(route.team)}`, route.slack_webhook),
    ...channel('pagerduty', `pagerduty_key-${fileName(route.team)}`, route.pagerduty_key),
  }));
  return { common, teams };
}

function channel(
  name: 'slack' | 'pagerduty',
  file: string,
  secret: Secret | undefined,
): Pick<Channels, 'slack' | 'pagerduty'> {
  return secret === undefined ? {} : { [name]: { path: `${SECRETS}/${file}`, secret } };
}

/** A team's name where it makes a good file name, on disks that ignore case too. */
function fileName(team: string): string {
  return /^[a-z\d][a-z\d_-]{0,59}$/.test(team)
    ? team
    : `team.${createHash('sha256').update(team).digest('hex').slice(0, 16)}`;
}
