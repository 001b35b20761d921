import { rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificates } from '../support/certificates.js';
import { eventually } from '../support/eventually.js';
import { describeAlertmanager, startAlertmanager, type AlertmanagerServer } from './alertmanager.js';
import { findAlertmanager } from './alertmanagerBinaries.js';
import { describeWith } from './describeWith.js';
import { startMailServer } from './mailServer.js';
import { startPrometheus } from './prometheus.js';
import { findPrometheus } from './prometheusBinaries.js';
import { startWebhookReceiver } from './webhookReceiver.js';

await describeAlertmanager('from an alert to its receivers', (binaries) => {
  const { authority, issue } = certificates();
  const folder = mkdtempSync(join(tmpdir(), 'drift-receivers-'));
  const stopping: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const server of stopping.splice(0).reverse()) await server.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = async () => {
    const login = { user: 'drift', password: 'hunter2' };
    const mail = await startMailServer({ certificate: issue('127.0.0.1'), login });
    const hook = await startWebhookReceiver({ certificate: issue('127.0.0.1') });
    const email = {
      to: 'you@drift.test',
      from: 'me@drift.test',
      smarthost: `${mail.host}:${mail.port}`,
      auth_username: login.user,
      auth_password: login.password,
      tls_config: { ca_file: authority.certFile },
    };
    const webhook = {
      url: hook.url('/hook'),
      http_config: { tls_config: { ca_file: authority.certFile } },
    };
    const alertmanager = await startAlertmanager(binaries, {
      config: {
        route: { receiver: 'all', group_wait: '0s', group_interval: '100ms' },
        receivers: [{ name: 'all', email_configs: [email], webhook_configs: [webhook] }],
      },
    });
    stopping.push(mail, hook, alertmanager);
    return { mail, hook, alertmanager };
  };

  test('a posted alert comes by encrypted mail, with a login, and by HTTPS', async () => {
    const { mail, hook, alertmanager } = await start();
    await alertmanager.client.post([{ labels: { alertname: 'Drift' } }]);
    const [first] = await eventually(
      () => mail.mails,
      (mails) => mails.length === 1,
    );
    expect(first).toMatchObject({
      encrypted: true,
      user: 'drift',
      envelope: { from: 'me@drift.test', to: ['you@drift.test'] },
    });
    await eventually(
      () => hook.taken('/hook'),
      (taken) => taken.length === 1,
    );
    expect(await alertmanager.client.metric('alertmanager_alerts_received_total', { status: 'firing' })).toBe(
      1,
    );
    expect(await alertmanager.client.alerts()).toHaveLength(1);
  });

  test('what receivers refuse is tried again, and what hangs holds up nobody else', async () => {
    const { mail, hook, alertmanager } = await start();
    mail.refuse({ everything: true });
    hook.behave('/hook', { status: 500 });
    await alertmanager.client.post([{ labels: { alertname: 'Drift' } }]);
    await eventually(
      () => hook.requests('/hook'),
      (requests) => requests.length >= 2,
    );
    expect(hook.taken('/hook')).toEqual([]);
    hook.behave('/hook', { delay: 'never' });
    mail.refuse({});
    await eventually(
      () => mail.mails,
      (mails) => mails.length === 1,
    );
  });

  test('a silence holds an alert back', async () => {
    const { hook, alertmanager } = await start();
    await alertmanager.client.silence({ alertname: 'Quiet' });
    await alertmanager.client.post([{ labels: { alertname: 'Quiet' } }]);
    const [known] = await eventually(
      () => alertmanager.client.alerts(),
      ([alert]) => alert?.status.state === 'suppressed',
    );
    expect(known?.status.silencedBy).toHaveLength(1);
    expect(hook.requests('/hook')).toEqual([]);
  });

  test('it comes back on the port that it had, with what it knew', async () => {
    const { alertmanager: first, hook } = await start();
    const storage = join(folder, 'kept');
    await first.stop();
    const config = {
      route: { receiver: 'all', group_wait: '0s' },
      receivers: [{ name: 'all', webhook_configs: [{ url: hook.url('/hook') }] }],
    };
    const second = await startAlertmanager(binaries, { config, port: first.port, storage });
    const id = await second.client.silence({ alertname: 'Quiet' });
    const silenced = async (server: AlertmanagerServer): Promise<void> => {
      await server.client.post([{ labels: { alertname: 'Quiet' } }]);
      await eventually(
        () => server.client.alerts(),
        ([alert]) => alert?.status.silencedBy[0] === id,
      );
    };
    // it answers before it heeds SIGTERM, which would end it then without a word to its storage
    await silenced(second);
    await second.stop();
    const third = await startAlertmanager(binaries, { config, port: first.port, storage });
    stopping.push(third);
    expect(third.url).toBe(first.url);
    await silenced(third);
  });

  test('a configuration that is refused fails the start and says why', async () => {
    const config = { route: { receiver: 'nobody' }, receivers: [] };
    await expect(startAlertmanager(binaries, { config })).rejects.toThrow('undefined receiver');
  });
});

const findBoth = () => Promise.all([findPrometheus(), findAlertmanager()]);

await describeWith(findBoth, 'a rule of Prometheus', ([prometheusBinaries, alertmanagerBinaries]) => {
  test('reaches Alertmanager', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drift-rule-'));
    const rules = join(folder, 'rules.yml');
    writeFileSync(rules, 'groups: [{ name: a, rules: [{ alert: Always, expr: vector(1) }] }]');
    const alertmanager = await startAlertmanager(alertmanagerBinaries, {
      config: { route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] },
    });
    const prometheus = await startPrometheus(prometheusBinaries, {
      interval: '200ms',
      ruleFiles: [rules],
      alertmanagers: [alertmanager.url],
    });
    try {
      const [known] = await eventually(
        () => alertmanager.client.alerts(),
        (alerts) => alerts.length > 0,
      );
      expect(known?.labels).toEqual({ alertname: 'Always' });
    } finally {
      await prometheus.stop();
      await alertmanager.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
