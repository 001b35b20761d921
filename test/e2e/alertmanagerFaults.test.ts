import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeAlertmanager } from '../services/alertmanager.js';
import {
  startAlertChain,
  type AlertChain,
  type HistoryMessage,
  type PagerDutyEvent,
  type SlackMessage,
} from '../support/alertChain.js';
import { certificates } from '../support/certificates.js';
import { driftAlert } from '../support/driftAlerts.js';
import { eventually } from '../support/eventually.js';

await describeAlertmanager('when something is wrong', (binaries) => {
  const { authority, issue } = certificates();
  const certificate = issue('127.0.0.1');
  let chain: AlertChain | undefined;
  afterEach(async () => {
    await chain?.stop();
    chain = undefined;
  });
  const start = async (options: Partial<Parameters<typeof startAlertChain>[1]> = {}): Promise<AlertChain> =>
    (chain = await startAlertChain(binaries, { authority, certificate, ...options }));

  const arrived = <Seen>(look: () => readonly Seen[], count = 1) =>
    eventually(look, ({ length }) => length >= count);
  const slack = ({ hooks }: AlertChain) => hooks.taken<SlackMessage>('/slack');
  const history = ({ hooks }: AlertChain) =>
    hooks.taken<HistoryMessage>('/api/v1/alerts').flatMap(({ alerts }) => alerts);
  const failures = ({ alertmanager }: AlertChain, integration: string) =>
    alertmanager.client.metric('alertmanager_notifications_failed_total', { integration });

  test('Slack answers 500 and PagerDuty hangs: mail and history get theirs, and Slack gets it later', async () => {
    const chain = await start();
    chain.hooks.behave('/slack', { status: 500 });
    chain.hooks.behave('/pagerduty', { delay: 'never' });
    await chain.alertmanager.client.post([driftAlert('income')]);
    await arrived(() => chain.mail.mails);
    await arrived(() => history(chain));
    await arrived(() => chain.hooks.requests('/slack'), 2);
    await arrived(() => chain.hooks.requests('/pagerduty'));
    expect(slack(chain)).toEqual([]);
    chain.hooks.behave('/slack', {});
    await arrived(() => slack(chain));
  });

  test('one address of several is refused: the others get their mail', async () => {
    const chain = await start({ alerting: { recipients: ['gone@drift.test', 'here@drift.test'] } });
    chain.mail.refuse({ recipients: ['gone@drift.test'] });
    await chain.alertmanager.client.post([driftAlert('income')]);
    const [mail] = await arrived(() => chain.mail.mails);
    expect(mail?.envelope.to).toEqual(['here@drift.test']);
    await arrived(() => slack(chain));
  });

  test('a mail server with a certificate of somebody else gets neither mail nor password', async () => {
    const stranger = issue('127.0.0.1', 'itself');
    const chain = await start({ certificate: stranger });
    await chain.alertmanager.client.post([driftAlert('income')]);
    await arrived(() => slack(chain));
    await eventually(
      () => chain.alertmanager.log(),
      (log) => log.includes('certificate signed by unknown authority'),
    );
    expect(chain.mail.mails).toEqual([]);
    expect(chain.mail.errors.join()).not.toContain('login');
  });

  test('a certificate for another host is no better', async () => {
    const chain = await start({ certificate: issue('mail.other.test') });
    await chain.alertmanager.client.post([driftAlert('income')]);
    await eventually(
      () => chain.alertmanager.log(),
      (log) => /cannot validate certificate|doesn't contain any IP SANs/.test(log),
    );
    expect(chain.mail.mails).toEqual([]);
  });

  test('a secret that is not there: the log names its file, and other receivers are not held up', async () => {
    const chain = await start({
      prepare: (folder) => rmSync(join(folder, 'secrets', 'drift', 'pagerduty_key')),
    });
    await chain.alertmanager.client.post([driftAlert('income')]);
    await arrived(() => slack(chain));
    await arrived(() => chain.mail.mails);
    const file = join(chain.folder, 'secrets', 'drift', 'pagerduty_key');
    await eventually(
      () => chain.alertmanager.log(),
      (log) => log.includes(file),
    );
    await eventually(
      () => failures(chain, 'pagerduty'),
      (failed) => failed > 0,
    );
    expect(chain.hooks.requests('/pagerduty')).toEqual([]);
  });

  test('a wrong password: the log says so, and not what it was', async () => {
    const chain = await start({ smtp: { password: 'wr0ng' } });
    await chain.alertmanager.client.post([driftAlert('income')]);
    await arrived(() => slack(chain));
    await eventually(
      () => chain.alertmanager.log(),
      (log) => log.includes('535 wrong user or password'),
    );
    expect(chain.mail.errors).toContain('wrong login of drift');
    expect(chain.alertmanager.log()).not.toContain('wr0ng');
    expect(chain.mail.mails).toEqual([]);
  });

  test('a source that is down silences drift of its models in its part of the fleet alone, also in the history', async () => {
    const chain = await start({ alerting: { part_labels: ['region'] } });
    const { client } = chain.alertmanager;
    await client.post([{ labels: { alertname: 'DriftSourceDown', severity: 'critical', model: 'credit' } }]);
    // The history waits for nothing: drift posted together with its cause can reach it before it is silenced.
    await arrived(() => history(chain));
    await client.post([
      driftAlert('income'),
      driftAlert('income', { region: 'us' }),
      driftAlert('income', { model: 'fraud' }),
    ]);
    const alerts = await eventually(
      () => client.alerts(),
      (known) => known.some(({ status }) => status.state === 'suppressed'),
    );
    expect(
      alerts.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => labels.model),
    ).toEqual(['credit']);
    await arrived(() => slack(chain), 3);
    await arrived(() => history(chain), 3);
    expect(
      history(chain)
        .map(({ labels }) => `${labels.alertname} ${labels.model} ${labels.region}`)
        .sort(),
    ).toEqual(['DriftFeature credit us', 'DriftFeature fraud undefined', 'DriftSourceDown credit undefined']);
    const titles = slack(chain).map(({ attachments: [attachment] }) => attachment?.title);
    expect(titles.filter((title) => title?.endsWith('(us)'))).toHaveLength(1);
  });

  test('a whole dataset silences its features, a critical alert its warning, missing values and drift what they cause', async () => {
    const chain = await start();
    const { client } = chain.alertmanager;
    await client.post([
      { labels: { alertname: 'DriftDataset', severity: 'critical', model: 'credit' } },
      { labels: { alertname: 'DriftDataset', severity: 'warning', model: 'credit' } },
      driftAlert('a'),
      driftAlert('b', { severity: 'warning' }),
      driftAlert('c', { model: 'm2' }),
      driftAlert('c', { model: 'm2', severity: 'warning' }),
      driftAlert('d', { model: 'm2', severity: 'warning' }),
      driftAlert('e', { model: 'm3' }),
      driftAlert('e', { model: 'm3', alertname: 'DriftMissingValues' }),
      driftAlert('f', { model: 'm3' }),
      driftAlert('f', { model: 'm3', alertname: 'DriftMissingValues', severity: 'warning' }),
      driftAlert('f', { model: 'm3', alertname: 'DriftDataQuality', severity: 'warning' }),
    ]);
    const alerts = await eventually(
      () => client.alerts(),
      (known) => known.filter(({ status }) => status.inhibitedBy.length > 0).length >= 6,
    );
    const suppressed = alerts.filter(({ status }) => status.state === 'suppressed');
    expect(
      suppressed
        .map(({ labels: { alertname, model, feature = '', severity } }) =>
          [alertname, model, feature, severity].join(' '),
        )
        .sort(),
    ).toEqual([
      'DriftDataQuality m3 f warning',
      'DriftDataset credit  warning',
      'DriftFeature credit a critical',
      'DriftFeature credit b warning',
      'DriftFeature m2 c warning',
      'DriftFeature m3 e critical',
    ]);
  });

  test('quiet hours hold warnings back and let critical alerts through; the history knows both', async () => {
    const chain = await start({ alerting: { quiet_hours: [{ from: '00:00', to: '24:00' }] } });
    await chain.alertmanager.client.post([
      driftAlert('quiet', { severity: 'warning' }),
      driftAlert('loud', { severity: 'critical' }),
    ]);
    await arrived(() => chain.hooks.taken<PagerDutyEvent>('/pagerduty'));
    await arrived(() => slack(chain));
    // a group's later message tells of all that is in it once more
    const features = () => [...new Set(history(chain).map(({ labels }) => labels.feature))].sort();
    await arrived(features, 2);
    await eventually(
      () =>
        chain.alertmanager.client.metric('alertmanager_dispatcher_alert_processing_duration_seconds_count'),
      (processed) => processed >= 2,
    );
    expect(JSON.stringify([slack(chain), chain.mail.mails.map(({ text }) => text)])).not.toContain(
      'quiet of',
    );
    expect(features()).toEqual(['loud', 'quiet']);
  });

  test('quiet hours that are over today hold nothing back', async () => {
    // an hour that began twelve hours ago, whatever the time is
    const hour = (shift: number) => `${String((new Date().getUTCHours() + shift) % 24).padStart(2, '0')}:00`;
    const chain = await start({ alerting: { quiet_hours: [{ from: hour(12), to: hour(13) }] } });
    await chain.alertmanager.client.post([driftAlert('income', { severity: 'warning' })]);
    await arrived(() => chain.mail.mails);
  });

  test('a silence holds back messages, and Alertmanager tells that it does', async () => {
    const chain = await start();
    await chain.alertmanager.client.silence({ model: 'credit' });
    await chain.alertmanager.client.post([driftAlert('income'), driftAlert('income', { model: 'fraud' })]);
    await arrived(() => history(chain));
    await arrived(() => slack(chain));
    expect(history(chain).map(({ labels }) => labels.model)).toEqual(['fraud']);
    const suppressed = (await chain.alertmanager.client.alerts()).filter(
      ({ status }) => status.silencedBy.length > 0,
    );
    expect(suppressed).toHaveLength(1);
  });

  test('a team gets its own messages, and shares what it has none of', async () => {
    const chain = await start({
      alerting: { routes: [{ team: 'risk', recipients: ['risk@drift.test'] }] },
    });
    await chain.alertmanager.client.post([driftAlert('income', { team: 'risk' })]);
    const [mail] = await arrived(() => chain.mail.mails);
    expect(mail?.envelope.to).toEqual(['risk@drift.test']);
    await arrived(() => slack(chain));
    await arrived(() => chain.hooks.taken('/pagerduty'));
  });
});
