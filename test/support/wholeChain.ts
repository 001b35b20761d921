/** The whole way from a row in PostgreSQL to a person: real servers on loopback, with our rules and our configuration. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAlertmanager } from '../services/alertmanagerBinaries.js';
import { startAlertmanager, type AlertmanagerServer } from '../services/alertmanager.js';
import { describeWith } from '../services/describeWith.js';
import { freePort } from '../services/freePort.js';
import { startMailServer, type MailServer } from '../services/mailServer.js';
import { startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import { findPrometheus } from '../services/prometheusBinaries.js';
import { startWebhookReceiver, type WebhookReceiver } from '../services/webhookReceiver.js';
import type { Certificate } from './certificates.js';
import { runCli } from './cli.js';
import type { DataFolder } from './dataFolder.js';
import type { Answer, Asked } from './httpClient.js';
import { monitorConfig } from './monitorConfig.js';
import { MonitorProcess } from './monitorProcess.js';
import { projectFile } from './ruleFile.js';

type Section = Readonly<Record<string, unknown>>;

export interface WholeChainOptions {
  readonly models: readonly Section[];
  /** Address of the source `warehouse`, and of the result store. */
  readonly database: string;
  /** Of the mail server, and who has signed it. */
  readonly certificate: Certificate;
  readonly authority: Certificate;
  /** On top of all receivers and the shortest times. */
  readonly alerting?: Section;
  readonly monitoring?: Section;
  /** Whole sections besides. */
  readonly more?: Section;
  /** How long rules wait before they fire; a second where absent. */
  readonly patience?: string;
  /** How much longer they fire than their condition holds; a second where absent. */
  readonly keepFiring?: string;
  /** How often Prometheus sends what fires to Alertmanager, which waits four times as long; five seconds where absent. */
  readonly resendDelay?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A suite of whole chains; see `describeWith`. */
export function describeWholeChain(title: string, body: () => void): Promise<void> {
  return describeWith(() => Promise.all([findPrometheus(), findAlertmanager()]), title, body);
}

/** Who may do what at the exporter. */
export const tokens = {
  prometheus: 'a-token-of-prometheus',
  alertmanager: 'a-token-of-alertmanager',
  ada: 'a-token-of-ada-on-call',
  root: 'a-token-of-an-administrator',
} as const;

const LOGIN = { user: 'drift', password: 'hunter2-of-the-mail-server' };
export const MAIL_TO = 'on-call@drift.test';
export const PAGERDUTY_KEY = '0123456789abcdef0123456789abcdef';

export class WholeChain {
  exporter: MonitorProcess;
  #prometheus: PrometheusServer | undefined;
  #alertmanager: AlertmanagerServer | undefined;

  private constructor(
    readonly options: WholeChainOptions,
    readonly folder: DataFolder,
    readonly name: string,
    readonly mail: MailServer,
    readonly hooks: WebhookReceiver,
    /** The exporter's configuration. */
    readonly config: string,
    readonly ports: Readonly<Record<'exporter' | 'alertmanager' | 'prometheus', number>>,
  ) {
    this.exporter = this.startExporter();
  }

  /** @param name of a folder of its own in `folder` */
  static async start(folder: DataFolder, name: string, options: WholeChainOptions): Promise<WholeChain> {
    const mail = await startMailServer({ certificate: options.certificate, login: LOGIN });
    const hooks = await startWebhookReceiver();
    const ports = {
      exporter: await freePort(),
      alertmanager: await freePort(),
      prometheus: await freePort(),
    };
    const config = monitorConfig(folder, name, {
      models: options.models,
      warehouse: options.database,
      store: { url: options.database },
      ...(options.monitoring && { monitoring: options.monitoring }),
      more: {
        alerting: alertingOf(options, mail, hooks, ports.alertmanager),
        server: serverOf(ports.exporter),
        ...options.more,
      },
    });
    const chain = new WholeChain(options, folder, name, mail, hooks, config, ports);
    try {
      await chain.exporter.url();
      await chain.render();
      await chain.startAlertmanager();
      await chain.startPrometheus();
      return chain;
    } catch (error) {
      await chain.stop();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.exporter}`;
  }

  get prometheus(): PrometheusServer {
    if (this.#prometheus === undefined) throw new Error('Prometheus does not run');
    return this.#prometheus;
  }

  get alertmanager(): AlertmanagerServer {
    if (this.#alertmanager === undefined) throw new Error('Alertmanager does not run');
    return this.#alertmanager;
  }

  startExporter(): MonitorProcess {
    return (this.exporter = new MonitorProcess(this.config, {
      listen: `127.0.0.1:${this.ports.exporter}`,
      token: tokens.ada,
      ...(this.options.environment && { environment: this.options.environment }),
    }));
  }

  /** Has the exporter write Alertmanager's configuration. */
  async render(): Promise<void> {
    const output = this.#path('alertmanager');
    const { code, error } = await runCli([
      'render',
      'alertmanager',
      '--config',
      this.config,
      '--output',
      output,
    ]);
    if (code !== 0) throw new Error(error);
  }

  async startAlertmanager(): Promise<void> {
    this.#alertmanager = await startAlertmanager(await findAlertmanager(), {
      config: join(this.#path('alertmanager'), 'alertmanager.yml'),
      port: this.ports.alertmanager,
      storage: this.#path('alertmanager-data'),
    });
  }

  async stopAlertmanager(): Promise<void> {
    await this.#alertmanager?.stop();
    this.#alertmanager = undefined;
  }

  async startPrometheus(): Promise<void> {
    this.#prometheus = await startPrometheus(await findPrometheus(), {
      targets: [{ url: `${this.url}/metrics` }],
      token: tokens.prometheus,
      interval: '200ms',
      ruleFiles: this.#rules(),
      alertmanagers: [`http://127.0.0.1:${this.ports.alertmanager}`],
      port: this.ports.prometheus,
      resendDelay: this.options.resendDelay ?? '5s',
      storage: this.#path('prometheus-data'),
    });
  }

  async stopPrometheus(): Promise<void> {
    await this.#prometheus?.stop();
    this.#prometheus = undefined;
  }

  /** Asks the exporter, as its operator where nobody else is named. */
  ask(path: string, asked: Asked = {}): Promise<Answer> {
    return this.exporter.ask(path, asked);
  }

  async stop(): Promise<void> {
    await this.stopPrometheus();
    await this.stopAlertmanager();
    if (this.exporter.isRunning) await this.exporter.end('SIGKILL');
    await this.hooks.stop();
    await this.mail.stop();
  }

  #path(name: string): string {
    return join(this.folder.path, this.name, name);
  }

  /** The project's rules, with less patience. */
  #rules(): string[] {
    const { patience = '1s', keepFiring = '1s' } = this.options;
    return readdirSync(projectFile('provisioning/prometheus/rules/')).map((file) => {
      const text = readFileSync(projectFile(`provisioning/prometheus/rules/${file}`), 'utf8');
      // at the start no exporter has been scraped yet, which needs the patience that it has
      const quick = file === 'exporter-health.rules.yml' ? text : quickened(text, patience, keepFiring);
      this.folder.write(`${this.name}/rules/${file}`, quick);
      return this.#path(`rules/${file}`);
    });
  }
}

function quickened(rules: string, patience: string, keepFiring: string): string {
  return rules
    .replaceAll(/^( *for): .*$/gm, `$1: ${patience}`)
    .replaceAll(/^( *keep_firing_for): .*$/gm, `$1: ${keepFiring}`)
    .replaceAll(/^ *interval: .*\n/gm, '');
}

function alertingOf(
  { authority, alerting }: WholeChainOptions,
  mail: MailServer,
  hooks: WebhookReceiver,
  alertmanager: number,
): Section {
  return {
    email_enabled: true,
    recipients: [MAIL_TO],
    smtp: {
      host: mail.host,
      port: mail.port,
      from: 'drift@drift.test',
      ...LOGIN,
      ca_file: authority.certFile,
    },
    slack_webhook: hooks.url('/slack'),
    pagerduty_key: PAGERDUTY_KEY,
    pagerduty_url: hooks.url('/pagerduty'),
    grafana_url: 'https://grafana.drift.test',
    group_wait: '1s',
    group_interval: '1s',
    alertmanager_url: `http://127.0.0.1:${alertmanager}`,
    poll_frequency: '500ms',
    webhook_token: 'alertmanager',
    ...alerting,
  };
}

function serverOf(port: number): Section {
  const roles = { prometheus: 'viewer', alertmanager: 'operator', ada: 'operator', root: 'admin' } as const;
  return {
    external_url: `http://127.0.0.1:${port}`,
    tokens: Object.entries(tokens).map(([name, token]) => ({
      name,
      role: roles[name as keyof typeof roles],
      token,
    })),
  };
}
