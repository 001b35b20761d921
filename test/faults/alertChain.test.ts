/** What goes wrong between a row and a person, on real servers. */
import { renameSync } from 'node:fs';
import type { PagerDutyEvent, SlackMessage } from '../support/alertChain.js';
import { certificates } from '../support/certificates.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { freshTable } from '../support/freshTable.js';
import { json } from '../support/httpClient.js';
import type { MonitorTable } from '../support/monitorTable.js';
import { describeWholeChain, tokens, WholeChain, type WholeChainOptions } from '../support/wholeChain.js';

const PATIENCE = 240_000;
const DAY = 86_400_000;

interface Told {
  readonly alert_name: string;
  readonly feature: string | null;
  readonly status: string;
  readonly seconds_to_resolve: number | null;
}

await describeWholeChain('between a row and a person', () => {
  const { authority, issue } = certificates();
  const folder = dataFolder();
  const fresh = freshTable();
  let chain: WholeChain | undefined;

  afterEach(async () => {
    await chain?.stop();
    chain = undefined;
  });

  async function start(
    name: string,
    options: Partial<WholeChainOptions> = {},
  ): Promise<[WholeChain, MonitorTable]> {
    const table = fresh();
    const started = await WholeChain.start(folder, name, {
      models: [table.model({ stale_after: '10d' })],
      database: table.url,
      certificate: issue('127.0.0.1'),
      authority,
      more: { detection: { dataset_share: 0.9 } },
      ...options,
    });
    chain = started;
    // with many features the first check takes its time
    await eventually(
      () => started.exporter.model(table.name),
      ({ last_success }) => last_success !== null,
      150_000,
    );
    return [started, table];
  }

  /** Incomes are a quarter of what they were. */
  const drift = (table: MonitorTable): Promise<void> => table.fillOn(40, 1 / 4);

  /** A day and an hour as before. */
  const recover = (table: MonitorTable): Promise<void> => table.fillOn(1_500);

  const critical = (table: MonitorTable): Promise<Told[]> =>
    table.run<Told>("SELECT * FROM drift.v1_alerts WHERE severity = 'critical' ORDER BY starts_at");

  const untilOver = (table: MonitorTable): Promise<Told[]> =>
    eventually(
      () => critical(table),
      (rows) => rows[0]?.status === 'resolved',
    );

  const pages = ({ hooks }: WholeChain): string[] =>
    hooks.taken<PagerDutyEvent>('/pagerduty').map(({ event_action }) => event_action);

  const untilMails = ({ mail }: WholeChain, count: number): Promise<number> =>
    eventually(
      () => mail.mails.length,
      (length) => length === count,
    );

  // each receiver is told by itself
  const untilSlack = ({ hooks }: WholeChain, count: number): Promise<SlackMessage[]> =>
    eventually(
      () => hooks.taken<SlackMessage>('/slack'),
      ({ length }) => length === count,
    );

  const untilPages = (whole: WholeChain, ...wanted: readonly string[]): Promise<string[]> =>
    eventually(
      () => pages(whole),
      (seen) => seen.join() === wanted.join(),
      150_000,
    );

  test(
    'Alertmanager is down as drift begins: once it is back, it tells once',
    async () => {
      const [whole, table] = await start('down');
      await whole.stopAlertmanager();
      await drift(table);
      await whole.prometheus.client.until(
        'ALERTS{alertstate="firing",severity="critical"}',
        ({ length }) => length === 1,
      );
      const up = (value: number) =>
        whole.exporter.untilMetrics((now) => now.value('drift_exporter_alertmanager_up') === value);
      await up(0);
      expect(pages(whole)).toEqual([]);
      await whole.startAlertmanager();
      await untilPages(whole, 'trigger');
      await up(1);
      await recover(table);
      await untilPages(whole, 'trigger', 'resolve');
      expect(await untilOver(table)).toHaveLength(1);
      await untilMails(whole, 2);
    },
    PATIENCE,
  );

  test(
    'Prometheus is restarted while an alert fires: nobody hears of it',
    async () => {
      const [whole, table] = await start('restarted', { resendDelay: '10s' });
      await drift(table);
      await untilPages(whole, 'trigger');
      await whole.stopPrometheus();
      await whole.startPrometheus();
      // what the one before wrote is still there to be seen: wait for a scrape of its own
      const scraped = `timestamp(drift_active_severity) > ${Date.now() / 1000}`;
      await whole.prometheus.client.until(scraped, ({ length }) => length === 1);
      await recover(table);
      await untilPages(whole, 'trigger', 'resolve');
      expect(await critical(table)).toHaveLength(1);
      await untilSlack(whole, 2);
    },
    PATIENCE,
  );

  test(
    'the exporter is killed while an alert fires, and the data recover meanwhile: the end is told and kept',
    async () => {
      const [whole, table] = await start('killed', { keepFiring: '20s' });
      await drift(table);
      await untilPages(whole, 'trigger');
      await whole.exporter.end('SIGKILL');
      await recover(table);
      await whole.startExporter().untilCounted(table);
      await untilPages(whole, 'trigger', 'resolve');
      expect(await untilOver(table)).toHaveLength(1);
      await untilMails(whole, 2);
    },
    PATIENCE,
  );

  test(
    "the exporter's clock jumps ahead and back: the alert goes on, and takes no less than no time",
    async () => {
      const setClock = (time: number): void =>
        renameSync(folder.write('clock.new', String(time)), `${folder.path}/clock`);
      setClock(Date.now());
      const environment = {
        NODE_OPTIONS: `--import ${JSON.stringify(new URL('../support/movedDate.js', import.meta.url).href)}`,
        DRIFT_TEST_CLOCK: `${folder.path}/clock`,
      };
      const [whole, table] = await start('jumps', { environment });
      await drift(table);
      await untilPages(whole, 'trigger');
      for (const days of [3, -3, 0]) {
        setClock(Date.now() + days * DAY);
        const checks = async (): Promise<number> =>
          (await whole.exporter.metrics()).value('drift_check_duration_seconds_count', { stage: 'judge' }) ??
          0;
        const before = await checks();
        await eventually(checks, (now) => now > before + 10);
        expect((await critical(table)).map(({ status }) => status)).toEqual(['firing']);
      }
      await recover(table);
      await untilPages(whole, 'trigger', 'resolve');
      const [alert] = await untilOver(table);
      expect(alert?.seconds_to_resolve).toBeGreaterThanOrEqual(0);
    },
    PATIENCE,
  );

  test(
    'what is expected tells nobody any more, and who said so is known',
    async () => {
      const [whole, table] = await start('expected');
      await drift(table);
      await untilPages(whole, 'trigger');
      const answer = await whole.ask(`/api/v1/models/${table.name}/features/income/expected`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ until: new Date(Date.now() + DAY).toISOString(), comment: 'new prices' }),
      });
      expect(answer.status).toBe(200);
      await untilPages(whole, 'trigger', 'resolve');
      const metrics = await whole.exporter.metrics();
      expect(metrics.value('drift_active', { feature: 'income' })).toBe(1);
      const audit = json<{ entries: readonly { action: string; actor: string }[] }>(
        await whole.ask('/api/v1/audit?limit=10', { token: tokens.root }),
      );
      expect(audit.entries.map(({ action, actor }) => `${action} by ${actor}`)).toContain(
        'feature_expected by ada',
      );
    },
    PATIENCE,
  );

  test(
    'features of hostile names arrive as text everywhere',
    async () => {
      const names = [
        `<img src=x onerror=alert(1)>`,
        `{{ .CommonLabels }} $labels %s`,
        `"'; DROP TABLE drift.alerts; --`,
        `line\nlevel=error msg="forged"`,
        `<!channel> *bold* <https://evil.test|click>`,
      ];
      const table = fresh();
      const features = names.map((name) => ({ name, expression: 'income', kind: 'numeric' }));
      const [whole] = await start('hostile', {
        models: [table.model({ features, stale_after: '10d' })],
        // the data as a whole join a few evaluations later
        alerting: { group_wait: '5s' },
      });
      await drift(table);
      await untilPages(whole, 'trigger');
      const [message] = await eventually(
        () => whole.mail.mails,
        ({ length }) => length > 0,
      );
      const html = String(message?.html);
      expect(html).not.toContain('<img src=x');
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
      const [slack] = await eventually(
        () => whole.hooks.taken<SlackMessage>('/slack'),
        ({ length }) => length > 0,
      );
      const text = slack?.attachments.map((attachment) => attachment.text).join('\n') ?? '';
      expect(text).not.toMatch(/<!channel>|<https:\/\/evil/);
      const kept = await eventually(
        () => critical(table),
        ({ length }) => length >= names.length,
      );
      expect(new Set(kept.flatMap(({ feature }) => feature ?? []))).toEqual(new Set(names));
      expect(whole.exporter.log).not.toMatch(/^level=error msg="forged"/m);
    },
    PATIENCE,
  );

  test(
    'five hundred features that drift in the same minute are one message',
    async () => {
      const table = fresh();
      const features = Array.from({ length: 500 }, (_, index) => ({
        name: `feature_${index}`,
        expression: `income + ${index}`,
        kind: 'numeric',
      }));
      const [whole] = await start('many', {
        models: [
          table.model({ features, stale_after: '10d', bucket: '10m', windows: ['10m'], deadline: '2m' }),
        ],
        more: { detection: { dataset_share: 1 } },
        alerting: { group_wait: '5s' },
      });
      await drift(table);
      const [message] = await eventually(
        () => whole.mail.mails,
        ({ length }) => length > 0,
        150_000,
      );
      expect(message?.subject).toBe('Critical: The data of loans drift as a whole');
      expect(String(message?.html)).toMatch(/\b500\b/);
      await untilPages(whole, 'trigger');
      await untilSlack(whole, 1);
    },
    2 * PATIENCE,
  );
});
