import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { weekdays } from '../../exporter/src/config/quietHours.js';
import { describeAlertmanager, runAmtool } from '../services/alertmanager.js';
import { renderedAlertmanager, type Sections } from '../support/renderedAlertmanager.js';

const smtp = { host: 'mail.test', from: 'drift@drift.test' };
const nothing: Sections = { alerting: {} };
const mail: Sections = { alerting: { email_enabled: true, recipients: ['a@b.test', 'c@d.test'], smtp } };
const all: Sections = {
  alerting: {
    email_enabled: true,
    recipients: ['ml@b.test'],
    smtp: { ...smtp, user: 'drift', password: 'p4ssw0rd' },
    slack_webhook: 'https://hooks.slack.test/s3cret',
    pagerduty_key: 'k3y',
    webhook_token: 'alertmanager',
    routes: [
      { team: 'risk', recipients: ['risk@b.test'] },
      { team: 'a "b", {c}\\d\n=~ .*', slack_webhook: 'https://hooks.slack.test/t3am' },
      { team: 'on', pagerduty_key: 't3amk3y' },
    ],
    quiet_hours: [{ from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' }],
    part_labels: ['region'],
  },
  server: {
    external_url: 'https://drift.test/',
    tokens: [{ name: 'alertmanager', role: 'operator', token: 't0ken' }],
  },
};
const SECRETS = /p4ssw0rd|s3cret|k3y|t3am|t0ken/;

await describeAlertmanager('a rendered configuration', (binaries) => {
  const base = mkdtempSync(join(tmpdir(), 'drift-rendered-'));
  let count = 0;
  const render = (sections: Sections) => renderedAlertmanager(join(base, `${++count}`), sections);
  afterAll(() => rmSync(base, { recursive: true }));

  /** The receivers that alerts with these labels reach. */
  const receivers = async (config: string, labels: Readonly<Record<string, string>>): Promise<string[]> => {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const { output } = await runAmtool(
      binaries,
      'config',
      'routes',
      'test',
      `--config.file=${config}`,
      ...pairs,
    );
    return output.trim().split(',');
  };

  test.each([
    ['nobody', nothing, 3],
    ['mail alone', mail, 3],
    ['all there is', all, 10],
  ])('%s: amtool finds nothing wrong', async (_, sections, expected) => {
    const config = await render(sections);
    const { code, output } = await runAmtool(binaries, 'check-config', config);
    expect(output).toContain(`${expected} receivers`);
    expect(output).toContain('1 templates');
    expect(code).toBe(0);
    expect(readFileSync(config, 'utf8')).not.toMatch(SECRETS);
  });

  test('whatever is configured, amtool finds nothing wrong', async () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const clock = (minute: number) =>
      [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const quiet = fc
      .record({
        days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
        from: minute,
        to: fc.oneof(minute, fc.constant(1440)),
        time_zone: fc.constantFrom('utc', 'PST', 'America/new_york', 'Asia/Kolkata'),
        severities: fc.uniqueArray(fc.constantFrom('warning', 'critical'), { minLength: 1 }),
      })
      .filter(({ from, to }) => from !== to)
      .map((hours) => ({ ...hours, from: clock(hours.from), to: clock(hours.to) }));
    const channels = {
      recipients: fc.array(fc.constantFrom('a@b.test', 'ä.ö+x@b.test'), { maxLength: 2 }),
      slack_webhook: fc.option(fc.constant('https://hooks.slack.test/x'), { nil: undefined }),
      pagerduty_key: fc.option(fc.constantFrom('k', '{{ k', 'on'), { nil: undefined }),
    };
    const team = fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string({
        minLength: 1,
        unit: fc.constantFrom('a', ' ', '"', "'", '\\', '\n', '\u007f', '\u2028', '\ufffe', '\ufeff'),
      }),
    );
    const alerting = fc.record({
      ...channels,
      email_enabled: fc.boolean(),
      smtp: fc.option(fc.constantFrom(smtp, { ...smtp, host: '::1', user: 'no', port: 465 }), {
        nil: undefined,
      }),
      routes: fc.uniqueArray(fc.record({ team, ...channels, recipients: fc.constant(['t@b.test']) }), {
        selector: (route) => route.team,
        maxLength: 3,
      }),
      quiet_hours: fc.array(quiet, { maxLength: 3 }),
      group_wait: fc.constantFrom('0s', '30s', '1h30m', '500ms', '2w'),
      webhook_token: fc.option(fc.constant('a'), { nil: undefined }),
    });
    const server = fc.option(fc.constant({ external_url: 'https://drift.test' }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(alerting, server, async (alerting, server) => {
        const config = await render(JSON.parse(JSON.stringify({ alerting, server })) as Sections);
        const { code, errors } = await runAmtool(binaries, 'check-config', config);
        expect({ code, errors }).toEqual({ code: 0, errors: '' });
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['critical', {}, 'drift-critical'],
    ['warning', {}, 'drift-warning'],
    ['critical', { team: 'risk' }, 'drift-team-risk-critical'],
    ['warning', { team: 'risk' }, 'drift-team-risk-warning'],
    ['critical', { team: 'on' }, 'drift-team-on-critical'],
    ['critical', { team: 'nobody knows' }, 'drift-critical'],
    ['warning', { team: '' }, 'drift-warning'],
    ['odd', {}, 'drift-warning'],
  ])('%s, %j: to the history, then to %s', async (severity, labels, receiver) => {
    const config = await render(all);
    expect(await receivers(config, { alertname: 'DriftFeature', severity, model: 'm', ...labels })).toEqual([
      'drift-history',
      receiver,
    ]);
  });

  test('an alert without a severity is not lost, and one of somebody else is not ours', async () => {
    const config = await render(all);
    expect(await receivers(config, { alertname: 'DriftExporterAbsent' })).toEqual([
      'drift-history',
      'drift-warning',
    ]);
    expect(await receivers(config, { alertname: 'NodeDown', severity: 'critical' })).toEqual([
      'drift-nobody',
    ]);
    expect(await receivers(config, { alertname: 'NoDrift', severity: 'critical' })).toEqual(['drift-nobody']);
  });

  test('without an address of the exporter there is no history', async () => {
    const config = await render(mail);
    expect(await receivers(config, { alertname: 'DriftFeature', severity: 'critical' })).toEqual([
      'drift-critical',
    ]);
  });

  test('secrets lie in files for their owner alone, and what is not needed any more goes away', async () => {
    const folder = join(base, 'again');
    const config = await renderedAlertmanager(folder, all);
    const secrets = join(dirname(config), 'secrets', 'drift');
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
    const contents = () =>
      Object.fromEntries(
        readdirSync(secrets).map((name) => [name, readFileSync(join(secrets, name), 'utf8')]),
      );
    expect(contents()).toEqual({
      exporter_token: 't0ken',
      'pagerduty_key-on': 't3amk3y',
      pagerduty_key: 'k3y',
      slack_webhook: 'https://hooks.slack.test/s3cret',
      [readdirSync(secrets).find((name) => name.startsWith('slack_webhook-team.')) ?? '']:
        'https://hooks.slack.test/t3am',
      smtp_password: 'p4ssw0rd',
    });
    for (const name of readdirSync(secrets)) expect(statSync(join(secrets, name)).mode & 0o777).toBe(0o600);
    const first = readFileSync(config, 'utf8');
    await renderedAlertmanager(folder, all);
    expect(readFileSync(config, 'utf8')).toBe(first);
    await renderedAlertmanager(folder, { alerting: { pagerduty_key: 'new' } });
    expect(contents()).toEqual({ pagerduty_key: 'new' });
  });
});

test('provisioning/alertmanager is what config/ renders', async () => {
  const { renderAlertmanagerFiles } = await import('../../exporter/src/cli/renderAlertmanagerFiles.js');
  const { templates } = await import('../../exporter/src/alerts/alertmanager/templates/index.js');
  let printed = '';
  await renderAlertmanagerFiles(
    { config: 'config' },
    { out: (text) => (printed += text), error: () => undefined },
  );
  // npm run alertmanager writes both anew
  expect(readFileSync('provisioning/alertmanager/alertmanager.yml', 'utf8')).toBe(printed);
  expect(readFileSync('provisioning/alertmanager/templates/drift.tmpl', 'utf8')).toBe(templates);
});
