/** From a row in PostgreSQL to a person and back: the whole story on real servers. */
import { PNG } from 'pngjs';
import type { PagerDutyEvent, SlackMessage } from '../support/alertChain.js';
import { certificates } from '../support/certificates.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { freshTable } from '../support/freshTable.js';
import { ask, json } from '../support/httpClient.js';
import { describeWholeChain, MAIL_TO, PAGERDUTY_KEY, tokens, WholeChain } from '../support/wholeChain.js';

interface StoredAlert {
  readonly alert_name: string;
  readonly feature: string | null;
  readonly severity: string;
  readonly status: string;
  readonly team: string | null;
  readonly acknowledged_by: string | null;
  readonly seconds_to_acknowledge: number | null;
  readonly seconds_to_resolve: number | null;
  readonly notifications: number;
  readonly inhibited: boolean;
}

await describeWholeChain('from a row to a person', () => {
  const { authority, issue } = certificates();
  const folder = dataFolder();
  const fresh = freshTable();
  let chain: WholeChain | undefined;

  afterEach(() => chain?.stop());

  test('drift is told once everywhere, with a picture, and its story can be read when it is over', async () => {
    const table = fresh();
    const model = table.model({ team: 'credit-risk', stale_after: '10d' });
    chain = await WholeChain.start(folder, 'story', {
      models: [model],
      database: table.url,
      certificate: issue('127.0.0.1'),
      authority,
      more: { detection: { dataset_share: 0.9 } },
    });
    const { mail, hooks, prometheus } = chain;
    await chain.exporter.untilCounted(table);
    await prometheus.client.until('drift_active{feature="income"} == 0', ({ length }) => length === 1);
    expect(mail.mails).toEqual([]);

    // within the reference's range: nothing but its shape has changed
    await table.fillOn(40, 1 / 4);
    const [message] = await eventually(
      () => mail.mails,
      ({ length }) => length > 0,
    );
    const [slack] = await eventually(
      () => hooks.taken<SlackMessage>('/slack'),
      ({ length }) => length > 0,
    );
    const [page] = await eventually(
      () => hooks.taken<PagerDutyEvent>('/pagerduty'),
      ({ length }) => length > 0,
    );
    expect(message).toMatchObject({ encrypted: true, envelope: { to: [MAIL_TO] } });
    expect(message?.subject).toMatch(/income.*loans|loans.*income/);
    expect(page).toMatchObject({
      routing_key: PAGERDUTY_KEY,
      event_action: 'trigger',
      payload: { severity: 'critical' },
    });
    expect(JSON.stringify(slack)).toMatch(/income/);
    expect(message?.text).toMatch(/PSI/);

    // a picture that needs no login, in the mail and in Slack
    const html = String(message?.html);
    const pictures = [
      /<img[^>]+src="([^"]+overlay\.png[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&'),
      slack?.attachments.find(({ image_url }) => image_url !== undefined)?.image_url,
    ];
    for (const picture of pictures) {
      const response = await fetch(picture ?? '');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(PNG.sync.read(Buffer.from(await response.arrayBuffer())).width).toBeGreaterThan(600);
    }
    expect((await ask(`${chain.url}/api/v1/models`)).status).toBe(401);

    // somebody takes it on, by the link in the mail
    const link = /href="([^"]+\/alerts\/([0-9a-f]+))"/.exec(html);
    const fingerprint = link?.[2] ?? '';
    expect(link?.[1]).toBe(`${chain.url}/alerts/${fingerprint}`);
    const whole = chain;
    await eventually(
      () => whole.ask(`/api/v1/alerts/${fingerprint}`),
      ({ status }) => status === 200,
    );
    const taken = await chain.ask(`/api/v1/alerts/${fingerprint}/acknowledge`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ comment: 'the new branch has other customers' }),
    });
    expect(taken.status).toBe(200);

    // a day as before ends it
    await table.fillOn(1_500);
    const isResolved = ({ event_action }: PagerDutyEvent): boolean => event_action === 'resolve';
    const events = await eventually(
      () => hooks.taken<PagerDutyEvent>('/pagerduty'),
      (taken) => taken.some(isResolved),
      90_000,
    );
    expect(events.map(({ event_action }) => event_action)).toEqual(['trigger', 'resolve']);
    expect(new Set(events.map(({ dedup_key }) => dedup_key)).size).toBe(1);
    await eventually(
      () => mail.mails.map(({ subject }) => subject),
      ({ length }) => length === 2,
    );
    await eventually(
      () => hooks.taken('/slack'),
      ({ length }) => length === 2,
    );

    const alerts = await eventually(
      () => table.run<StoredAlert>('SELECT * FROM drift.v1_alerts ORDER BY severity_order DESC'),
      (rows) => rows.length > 0 && rows.every(({ status }) => status === 'resolved'),
    );
    expect(alerts).toMatchObject([
      {
        alert_name: 'DriftFeature',
        feature: 'income',
        severity: 'critical',
        team: 'credit-risk',
        acknowledged_by: 'ada',
        inhibited: false,
      },
      { alert_name: 'DriftFeature', feature: 'income', severity: 'significant', inhibited: true },
    ]);
    const [critical] = alerts;
    expect(critical?.seconds_to_acknowledge).toBeGreaterThan(0);
    expect(critical?.seconds_to_resolve).toBeGreaterThan(critical?.seconds_to_acknowledge ?? 0);
    const story = await table.run<{ event: string; actor: string | null }>(
      `SELECT event, actor FROM drift.v1_alert_events WHERE severity = 'critical' ORDER BY occurred_at, event_id`,
    );
    expect(story.filter(({ event }) => event !== 'notified')).toMatchObject([
      { event: 'fired' },
      { event: 'acknowledged', actor: 'ada' },
      { event: 'resolved' },
    ]);
    const audit = json<{ entries: readonly { action: string; actor: string }[] }>(
      await chain.ask('/api/v1/audit?limit=100', { token: tokens.root }),
    );
    const actions = audit.entries.map(({ action, actor }) => `${action} by ${actor}`).reverse();
    expect(actions.filter((one) => /drift_|alert_/.test(one))).toEqual([
      'drift_started by drift-exporter',
      'alert_acknowledged by ada',
      'drift_ended by drift-exporter',
    ]);
    const verified = await runCli(['audit', 'verify', '--config', chain.config]);
    expect(verified).toMatchObject({ code: 0 });
  }, 240_000);
});
