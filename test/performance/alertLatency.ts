import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { startPostgres } from '../services/postgres.js';
import { certificatesIn } from '../support/certificates.js';
import { DataFolder } from '../support/dataFolder.js';
import { json } from '../support/httpClient.js';
import { MonitorTable } from '../support/monitorTable.js';
import { tokens, WholeChain } from '../support/wholeChain.js';

/**
 * How long it takes from the commit of the last row of a drifted batch in PostgreSQL to the message at the receiver, stage by stage,
 * on real servers, with the shortest times that can be configured. Prints the table of docs/ALERTING.md.
 *
 *     node build/test/performance/alertLatency.js [REPETITIONS]
 */
const repetitions = Number(process.argv[2] ?? 7);
const LOOK = 5;

const folder = mkdtempSync(join(tmpdir(), 'drift-latency-'));
const data = new DataFolder(folder);
const { authority, issue } = certificatesIn(folder);
const server = await startPostgres();
process.env.DRIFT_TEST_POSTGRES_URL = server.url;

const stages = {
  detected: 'commit → drift_active (check_frequency 100 ms)',
  scraped: '→ in Prometheus (scrape_interval 200 ms)',
  sent: '→ in Alertmanager (evaluation_interval 200 ms, `for` 0 s)',
  slack: '→ Slack (group_wait 0 s)',
  pagerduty: '→ PagerDuty, from Alertmanager as well',
  mail: '→ e-mail (STARTTLS, login), from Alertmanager as well',
  whole: '**commit → the last of the three**',
} as const;
type Stage = keyof typeof stages;
const measured = new Map<Stage, number[]>();

try {
  for (let repetition = 0; repetition < repetitions; repetition++) await measure(`run-${repetition}`);
  console.log(`| stage | median | of ${repetitions} runs |\n|---|---:|---:|`);
  for (const [stage, title] of Object.entries(stages) as [Stage, string][]) {
    const values = [...(measured.get(stage) ?? [])].sort((a, b) => a - b);
    const at = (share: number): string =>
      `${Math.round(values[Math.floor(share * (values.length - 1))] ?? NaN)} ms`;
    console.log(`| ${title} | ${at(0.5)} | ${at(0)} to ${at(1)} |`);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(name: string): Promise<void> {
  const database = await createTestDatabase();
  const table = new MonitorTable(database.url);
  await table.create();
  await table.fillOn(30);
  const chain = await WholeChain.start(data, name, {
    models: [table.model({ stale_after: '10d' })],
    database: table.url,
    certificate: issue('127.0.0.1'),
    authority,
    monitoring: { check_frequency: '100ms' },
    alerting: { group_wait: '0s' },
    more: { detection: { dataset_share: 0.9 } },
    patience: '0s',
  });
  try {
    await chain.exporter.untilCounted(table);
    await chain.prometheus.client.until('drift_active{feature="income"} == 0', ({ length }) => length === 1);
    const from = table.newest;
    table.newest += 40 * 60_000;
    // one statement: all rows are there at once
    await table.run(
      `INSERT INTO ${table.name} SELECT to_timestamp($1 / 1000.0) + n * interval '8 seconds', 100 + n % 90, 'gold' FROM generate_series(1, 299) n`,
      [from],
    );
    const committed = Date.now();
    const scraped = await whenever(
      async () => (await chain.prometheus.client.query('drift_active{feature="income"} == 1')).length > 0,
    );
    const sent = await whenever(async () =>
      (await chain.alertmanager.client.alerts()).some(
        ({ labels }) =>
          labels.alertname === 'DriftFeature' &&
          labels.severity === 'critical' &&
          labels.feature === 'income',
      ),
    );
    await whenever(
      () => chain.mail.mails.length > 0 && arrived(chain, '/slack') > 0 && arrived(chain, '/pagerduty') > 0,
    );
    const { entries } = json<{ entries: readonly { action: string; at: string }[] }>(
      await chain.ask('/api/v1/audit?limit=20', { token: tokens.root }),
    );
    const detected = Date.parse(entries.find(({ action }) => action === 'drift_started')?.at ?? '');
    const [slack, pagerduty, mail] = [
      arrived(chain, '/slack'),
      arrived(chain, '/pagerduty'),
      chain.mail.mails[0]?.at ?? NaN,
    ];
    const times: Record<Stage, number> = {
      detected: detected - committed,
      scraped: scraped - detected,
      sent: sent - scraped,
      slack: slack - sent,
      pagerduty: pagerduty - sent,
      mail: mail - sent,
      whole: Math.max(slack, pagerduty, mail) - committed,
    };
    for (const [stage, time] of Object.entries(times) as [Stage, number][]) {
      measured.set(stage, [...(measured.get(stage) ?? []), time]);
    }
  } finally {
    await chain.stop();
    await table.close();
    await database.drop();
  }
}

/** When the first request came, 0 where none has. */
function arrived({ hooks }: WholeChain, path: string): number {
  return hooks.requests(path)[0]?.at ?? 0;
}

async function whenever(holds: () => boolean | Promise<boolean>): Promise<number> {
  while (!(await holds())) await pause(LOOK);
  return Date.now();
}
