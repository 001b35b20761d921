import type { ReceivedMail } from '../services/mailServer.js';
import { describeAlertmanager } from '../services/alertmanager.js';
import {
  EXPORTER_TOKEN,
  PAGERDUTY_KEY,
  startAlertChain,
  type AlertChain,
  type HistoryMessage,
  type PagerDutyEvent,
  type SlackMessage,
} from '../support/alertChain.js';
import { certificates } from '../support/certificates.js';
import { driftAlert, driftAlerts } from '../support/driftAlerts.js';
import { eventually } from '../support/eventually.js';

const HOSTILE = `<!channel> *x* _y_ \`z\` <http://evil.test|click> ~s~\n\nBcc: you@evil.test\r\n:boom: & "q" 's' <script>alert(1)</script> \u202Egnp {{ .Alerts }} https://evil.test`;

await describeAlertmanager('messages', (binaries) => {
  const { authority, issue } = certificates();
  let chain: AlertChain;

  beforeAll(async () => {
    chain = await startAlertChain(binaries, { authority, certificate: issue('127.0.0.1') });
  });
  afterAll(() => chain.stop());

  const mailsAbout = (model: string) =>
    eventually(
      () => chain.mail.mails.filter(({ text }) => text?.includes(model)),
      (mails) => mails.length > 0,
    );
  const slackAbout = (model: string, count = 1) =>
    eventually(
      () =>
        chain.hooks
          .taken<SlackMessage>('/slack')
          .flatMap(({ attachments }) => attachments)
          .filter((attachment) => JSON.stringify(attachment).includes(model)),
      (attachments) => attachments.length >= count,
    );
  const eventsAbout = (model: string, count = 1) =>
    eventually(
      () =>
        chain.hooks
          .taken<PagerDutyEvent>('/pagerduty')
          .filter(({ payload }) => payload.component.includes(model)),
      (events) => events.length >= count,
    );
  const historyOf = (model: string) =>
    chain.hooks
      .taken<HistoryMessage>('/api/v1/alerts')
      .flatMap(({ alerts }) => alerts)
      .filter(({ labels }) => labels.model === model);
  const historyAbout = (model: string, status = 'firing') =>
    eventually(
      () => historyOf(model),
      (alerts) => alerts.some((alert) => alert.status === status),
    );
  const htmlOf = (mail: ReceivedMail | undefined) => mail?.html || '';

  test('one alert: a mail, a message in Slack, an event of PagerDuty, an entry of the history', async () => {
    const alert = driftAlert('income', { model: 'one' });
    await chain.alertmanager.client.post([alert]);
    const [mail] = await mailsAbout('var-feature=income');
    expect(mail).toMatchObject({
      subject: 'Critical: income of credit has drifted: mean 52310 to 41870',
      encrypted: true,
      user: 'drift',
      envelope: { from: 'drift@drift.test', to: ['ml-team@drift.test'] },
    });
    const [known] = (await chain.alertmanager.client.alerts()).filter(({ labels }) => labels.model === 'one');
    const page = `https://drift.test/alerts/${known?.fingerprint}`;
    for (const link of [alert.annotations?.dashboard_url, alert.annotations?.runbook_url, page]) {
      expect(mail?.text).toContain(`: ${link}`);
      expect(htmlOf(mail)).toContain(`href="${link?.replaceAll('&', '&amp;')}"`);
    }
    expect(htmlOf(mail)).toContain('src="https://drift.test/overlay.png?feature=income&amp;signature=abc"');
    expect(mail?.text).toContain('against a threshold of 0.25');

    const [slack] = await slackAbout('feature=income');
    expect(slack).toMatchObject({
      title: 'Critical: income of credit has drifted: mean 52310 to 41870',
      title_link: alert.annotations?.dashboard_url,
      color: 'danger',
      image_url: alert.annotations?.picture_url,
      mrkdwn_in: ['text'],
    });
    expect(slack?.text).toContain(`<${page}|Acknowledge>`);
    expect(slack?.text).toContain(`<${alert.annotations?.dashboard_url?.replace('&', '&amp;')}|Dashboard>`);

    const [event] = await eventsAbout('one');
    expect(event).toMatchObject({
      routing_key: PAGERDUTY_KEY,
      event_action: 'trigger',
      client_url: alert.annotations?.dashboard_url,
      images: [{ src: alert.annotations?.picture_url, href: alert.annotations?.dashboard_url }],
      links: [
        { text: 'Dashboard', href: alert.annotations?.dashboard_url },
        { text: 'What to do', href: alert.annotations?.runbook_url },
        { text: 'Acknowledge', href: page },
      ],
      payload: {
        summary: 'Critical: income of credit has drifted: mean 52310 to 41870',
        severity: 'critical',
        source: 'one',
        component: 'one',
        custom_details: { num_firing: '1', num_resolved: '0', resolved: '' },
      },
    });

    await historyAbout('one');
    const [request] = chain.hooks.requests('/api/v1/alerts');
    expect(request?.headers.authorization).toBe(`Bearer ${EXPORTER_TOKEN}`);
  });

  test('a warning wakes nobody by PagerDuty, and says in yellow what it is', async () => {
    await chain.alertmanager.client.post([driftAlert('age', { model: 'warned', severity: 'warning' })]);
    const [slack] = await slackAbout('feature=age');
    expect(slack).toMatchObject({ title: expect.stringMatching(/^Warning: age/), color: 'warning' });
    await historyAbout('warned');
    expect(
      chain.hooks.taken<PagerDutyEvent>('/pagerduty').map(({ payload }) => payload.component),
    ).not.toContain('warned');
  });

  test.each([300, 500])(
    '%i features of a model are one message each, all of them in it or counted',
    async (count) => {
      const model = `wide${count}`;
      const alerts = driftAlerts(count, { model });
      await chain.alertmanager.client.post(alerts);
      const subject = `Critical: ${count} alerts about model ${model}`;
      const [mail, ...moreMails] = await mailsAbout(`model ${model}`);
      expect(mail?.subject).toBe(subject);
      expect(moreMails).toEqual([]);
      for (const { labels } of alerts) {
        expect(mail?.text).toMatch(new RegExp(`\\b${labels.feature}\\b`));
        expect(htmlOf(mail)).toMatch(new RegExp(`\\b${labels.feature}\\b`));
      }
      expect(htmlOf(mail).match(/<img /g)).toHaveLength(10);
      // what is longer than that Gmail cuts off
      expect(Buffer.byteLength(htmlOf(mail))).toBeLessThan(102_000);

      const [slack, ...moreSlack] = await slackAbout(`model ${model}`);
      expect(slack?.title).toBe(subject);
      expect(moreSlack).toEqual([]);
      expect(slack?.text).toContain(`*${count} alerts in all.* Also: feature_`);
      expect(slack?.text.length).toBeLessThan(8_000);

      const [event, ...moreEvents] = await eventsAbout(model);
      expect(moreEvents).toEqual([]);
      expect(event?.payload).toMatchObject({
        summary: subject,
        custom_details: { num_firing: String(count) },
      });
      expect(event?.payload.custom_details.firing.split('\n')).toHaveLength(51);
      expect(event?.payload.custom_details.firing).toMatch(new RegExp(`and others: ${count} in all$`));

      await eventually(
        () => historyOf(model),
        (alerts) => new Set(alerts.map(({ labels }) => labels.feature)).size === count,
      );
    },
  );

  test('the worst comes first: what is critical, and what is about the whole model', async () => {
    const model = 'mixed';
    await chain.alertmanager.client.post([
      driftAlert('aa', { model, severity: 'critical' }),
      driftAlert('', { model, alertname: 'DriftPerformance' }, { summary: 'all together', picture_url: '' }),
      driftAlert('zz', { model, severity: 'critical' }),
    ]);
    const [slack] = await slackAbout('all together');
    const titles = [...(slack?.text.matchAll(/^\*(.*)\*$/gm) ?? [])].map(([, title]) => title);
    expect(titles).toEqual([
      'all together',
      'aa of credit has drifted: mean 52310 to 41870',
      'zz of credit has drifted: mean 52310 to 41870',
    ]);
    // the first one that has a picture
    expect(slack?.image_url).toContain('feature=aa');
  });

  test('what is over is told in green, with its times, and resolves the same incident', async () => {
    const alert = driftAlert('score', { model: 'healed' });
    await chain.alertmanager.client.post([alert]);
    const [trigger] = await eventsAbout('healed');
    await chain.alertmanager.client.resolve([alert]);
    const [, resolve] = await eventsAbout('healed', 2);
    expect(resolve).toMatchObject({ event_action: 'resolve', dedup_key: trigger?.dedup_key });
    const attachments = await slackAbout('score of credit', 2);
    expect(attachments.at(-1)).toMatchObject({
      title: 'Resolved: score of credit has drifted: mean 52310 to 41870',
      color: 'good',
      text: '*Resolved:* score',
    });
    const mails = await eventually(
      () => chain.mail.mails.filter(({ subject }) => subject?.includes('score of')),
      ({ length }) => length === 2,
    );
    expect(mails[1]?.subject).toMatch(/^Resolved: score/);
    expect(mails[1]?.text).toMatch(/ {2}score, \d+ \w+, \d\d:\d\d to \d+ \w+, \d\d:\d\d UTC/);
    await historyAbout('healed', 'resolved');
  });

  test('hostile names do nothing but look odd', async () => {
    const model = `hostile ${HOSTILE}`;
    await chain.alertmanager.client.post([
      driftAlert(
        HOSTILE,
        { model },
        {
          summary: HOSTILE,
          description: HOSTILE.repeat(50),
          dashboard_url: 'javascript:alert(1)',
          runbook_url: 'data:text/html,x',
          picture_url: 'https://a.test/"onerror="alert(1)|y>z<b&c=1\nX: y',
          exporter_url: 'https://a.test/<b>|y"//',
        },
      ),
    ]);
    const [slack] = await slackAbout('&lt;!channel&gt;');
    for (const text of [slack?.title, slack?.text, slack?.fallback]) {
      expect(text).not.toMatch(/<!|<http:\/\/evil|`|~|\*x|_y_|:boom:|https:\/\/evil|\u202E/);
    }
    expect(slack?.text).toContain('&lt;!channel&gt; ∗x∗ ˍyˍ ˋzˋ');
    // of what is between < and > nothing but our own link is left
    expect([...(slack?.text.matchAll(/<[^>]*>/g) ?? [])].map(([found]) => found)).toEqual([
      expect.stringMatching(/^<https:\/\/a\.test\/%3Cb%3E%7Cy%22\/alerts\/[0-9a-f]{16}\|Acknowledge>$/),
    ]);
    expect(slack?.title_link).toMatch(/^https:\/\/a\.test\/%3Cb%3E%7Cy%22\/alerts\//);
    expect(slack?.image_url).toBe('https://a.test/%22onerror=%22alert(1)%7Cy%3Ez%3Cb&c=1X:y');

    const [mail] = await mailsAbout('<!channel>');
    expect(mail?.headers.get('bcc')).toBeUndefined();
    expect(mail?.envelope.to).toEqual(['ml-team@drift.test']);
    expect(mail?.subject).toContain('<!channel> *x*');
    expect(htmlOf(mail)).not.toMatch(/<script|onerror="|javascript:|data:text|<http/i);
    expect(htmlOf(mail)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(mail?.text).not.toMatch(/^(Bcc|X):/m);

    const [event] = await eventsAbout('hostile');
    expect(event?.links).toHaveLength(1);
    expect(event?.payload.summary.length).toBeLessThanOrEqual(1024);
  });

  test('without annotations there is less to read and no broken link', async () => {
    await chain.alertmanager.client.post([
      { labels: { alertname: 'DriftStoreDown', severity: 'critical', model: 'bare' }, annotations: {} },
    ]);
    const [slack] = await slackAbout('DriftStoreDown');
    expect(slack).toMatchObject({
      title: 'Critical: DriftStoreDown',
      text: expect.not.stringContaining('<'),
    });
    expect(slack).not.toHaveProperty('title_link');
    expect(slack).not.toHaveProperty('image_url');
    const mail = await eventually(
      () => chain.mail.mails.find(({ subject }) => subject === 'Critical: DriftStoreDown'),
      (found) => found !== undefined,
    );
    const links = [...htmlOf(mail).matchAll(/(?:href|src)="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual([chain.alertmanager.url]);
    const [event] = await eventsAbout('bare');
    expect(event).not.toHaveProperty('links');
    expect(event).not.toHaveProperty('images');
  });

  test('very long texts are cut', async () => {
    const long = 'Ä&<'.repeat(2_000);
    await chain.alertmanager.client.post(
      driftAlerts(100, { model: 'long' }).map((alert, index) => ({
        labels: { ...alert.labels, feature: `${index}${long}` },
        annotations: { ...alert.annotations, summary: `${index} ${long}`, description: long },
      })),
    );
    const [slack] = await slackAbout('model long');
    expect(slack?.text.length).toBeLessThan(40_000);
    const [mail] = await mailsAbout('model long');
    expect(htmlOf(mail).length).toBeLessThan(102_000);
    const [event] = await eventsAbout('long');
    expect(JSON.stringify(event).length).toBeLessThan(512_000);
  });
});
