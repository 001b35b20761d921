import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAlertmanager, type AlertmanagerServer } from '../services/alertmanager.js';
import type { AlertmanagerBinaries } from '../services/alertmanagerBinaries.js';
import { startMailServer, type MailServer } from '../services/mailServer.js';
import { startWebhookReceiver, type WebhookReceiver } from '../services/webhookReceiver.js';
import type { Certificate } from './certificates.js';
import { renderedAlertmanager, type Sections } from './renderedAlertmanager.js';

export interface AlertChain {
  readonly alertmanager: AlertmanagerServer;
  readonly mail: MailServer;
  /** Slack is at /slack, PagerDuty at /pagerduty, the exporter at /api/v1/alerts; whatever else is asked is kept too. */
  readonly hooks: WebhookReceiver;
  /** The folder of the rendered configuration. */
  readonly folder: string;
  stop(): Promise<void>;
}

export interface AlertChainOptions {
  /** Of the mail server. */
  readonly certificate: Certificate;
  /** Who signed the mail server's certificate, as Alertmanager believes. */
  readonly authority: Certificate;
  /** What the configuration says beside or in place of what makes a chain. */
  readonly alerting?: Readonly<Record<string, unknown>>;
  /** What the configuration says of the mail server in place of what is right. */
  readonly smtp?: Readonly<Record<string, unknown>>;
  /** Prepares the rendered folder before Alertmanager reads it. */
  readonly prepare?: (folder: string) => void;
}

const MAIL_LOGIN = { user: 'drift', password: 'hunter2' };
export const EXPORTER_TOKEN = 'the-exporter-token';
export const PAGERDUTY_KEY = 'the-pagerduty-key';

/** A configuration of ours, rendered for a real Alertmanager that sends to servers on loopback. */
export async function startAlertChain(
  binaries: AlertmanagerBinaries,
  { certificate, authority, alerting = {}, smtp = {}, prepare }: AlertChainOptions,
): Promise<AlertChain> {
  const base = mkdtempSync(join(tmpdir(), 'drift-chain-'));
  const mail = await startMailServer({ certificate, login: MAIL_LOGIN });
  const hooks = await startWebhookReceiver();
  const stopReceivers = async () => {
    await mail.stop();
    await hooks.stop();
    rmSync(base, { recursive: true });
  };
  const sections: Sections = {
    alerting: {
      email_enabled: true,
      recipients: ['ml-team@drift.test'],
      smtp: {
        host: mail.host,
        port: mail.port,
        from: 'drift@drift.test',
        ...MAIL_LOGIN,
        ca_file: authority.certFile,
        ...smtp,
      },
      slack_webhook: hooks.url('/slack'),
      pagerduty_key: PAGERDUTY_KEY,
      pagerduty_url: hooks.url('/pagerduty'),
      webhook_token: 'alertmanager',
      group_wait: '200ms',
      group_interval: '500ms',
      ...alerting,
    },
    server: {
      external_url: hooks.url(''),
      tokens: [{ name: 'alertmanager', role: 'operator', token: EXPORTER_TOKEN }],
    },
  };
  try {
    const config = await renderedAlertmanager(base, sections);
    const folder = join(base, 'alertmanager');
    prepare?.(folder);
    const alertmanager = await startAlertmanager(binaries, { config });
    const stop = () => alertmanager.stop().then(stopReceivers);
    return { alertmanager, mail, hooks, folder, stop };
  } catch (error) {
    await stopReceivers();
    throw error;
  }
}

/** What Slack gets. */
export interface SlackMessage {
  readonly attachments: readonly {
    readonly title: string;
    readonly title_link?: string;
    readonly text: string;
    readonly fallback: string;
    readonly color: string;
    readonly image_url?: string;
    readonly mrkdwn_in: readonly string[];
  }[];
}

/** What PagerDuty's Events API v2 gets. */
export interface PagerDutyEvent {
  readonly routing_key: string;
  readonly event_action: 'trigger' | 'resolve';
  readonly dedup_key: string;
  readonly client_url?: string;
  readonly images?: readonly { readonly src: string; readonly alt: string; readonly href: string }[];
  readonly links?: readonly { readonly href: string; readonly text: string }[];
  readonly payload: {
    readonly summary: string;
    readonly severity: string;
    readonly source: string;
    readonly component: string;
    readonly custom_details: Readonly<Record<'firing' | 'resolved' | 'num_firing' | 'num_resolved', string>>;
  };
}

/** What the exporter gets. */
export interface HistoryMessage {
  readonly status: string;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}
