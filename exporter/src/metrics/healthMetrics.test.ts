import { HealthMetrics } from './healthMetrics.js';

const from = (source: string, ...models: readonly string[]) => models.map((name) => ({ name, source }));
let health: HealthMetrics;

beforeEach(() => {
  health = new HealthMetrics('1.2.3');
  health.configured(from('warehouse', 'credit', 'fraud'));
});

/** The lines that begin so. */
async function lines(start: string): Promise<string[]> {
  const text = await health.registry.metrics();
  return text.split('\n').filter((line) => line.startsWith(start));
}

test('counts of a new model start at zero, so that increase() sees the first error', async () => {
  const zeros = await lines('drift_check_errors_total{model="credit"');
  expect(zeros).toHaveLength(4);
  expect(zeros.every((line) => line.endsWith(' 0'))).toBe(true);
  expect(await lines('drift_check_rows_total{model="fraud"}')).toEqual([
    'drift_check_rows_total{model="fraud"} 0',
  ]);
});

test('a finished check leaves its durations and rows, a failed one its stage', async () => {
  health.checkStarted();
  expect(await lines('drift_exporter_checks_active')).toEqual(['drift_exporter_checks_active 1']);
  health.checkFinished('credit', { seconds: { count: 0.2, judge: 0.02 }, rows: 1000 });
  health.checkStarted();
  health.checkFailed('credit', 'count', { reference: 0.1 });
  expect(await lines('drift_exporter_checks_active')).toEqual(['drift_exporter_checks_active 0']);
  expect(await lines('drift_check_rows_total{model="credit"}')).toEqual([
    'drift_check_rows_total{model="credit"} 1000',
  ]);
  expect(await lines('drift_check_errors_total{model="credit",stage="count"}')).toEqual([
    'drift_check_errors_total{model="credit",stage="count"} 1',
  ]);
  const counts = (await lines('drift_check_duration_seconds_count')).filter((line) => line.endsWith(' 1'));
  expect(counts).toHaveLength(3);
});

test('what is no longer configured leaves no series, and a late check of it brings none back', async () => {
  health.sourceUp('warehouse', 'credit', false);
  expect(await lines('drift_source_up')).toEqual(['drift_source_up{source="warehouse"} 0']);
  health.checkStarted();
  health.configured(from('lake', 'fraud'));
  health.checkFinished('credit', { seconds: { count: 1 }, rows: 5 });
  health.sourceUp('warehouse', 'credit', true);
  const text = await health.registry.metrics();
  expect(text).not.toContain('credit');
  expect(text).not.toContain('warehouse');
  expect(text).toContain('model="fraud"');
});

test('a source is up while any of its models gets an answer, and a model that goes takes its own along', async () => {
  const up = async (): Promise<string[]> => (await lines('drift_source_up')).map((line) => line.slice(15));
  health.sourceUp('warehouse', 'credit', true);
  health.sourceUp('warehouse', 'fraud', false);
  expect(await up()).toEqual(['{source="warehouse"} 1']);
  health.configured([...from('warehouse', 'fraud'), ...from('lake', 'credit')]);
  expect(await up()).toEqual(['{source="warehouse"} 0']);
  health.sourceUp('lake', 'credit', true);
  health.sourceUp('warehouse', 'fraud', true);
  expect(await up()).toEqual(['{source="warehouse"} 1', '{source="lake"} 1']);
  health.configured(from('lake', 'credit'));
  expect(await up()).toEqual(['{source="lake"} 1']);
});

test('links are those of the configuration in use', async () => {
  const links = { external_url: '', grafana_url: 'https://grafana.example.org', runbook_url: '' };
  health.linked(links);
  health.linked({ ...links, external_url: 'https://drift.example.org' });
  expect(await lines('drift_exporter_links_info')).toEqual([
    'drift_exporter_links_info{external_url="https://drift.example.org",grafana_url="https://grafana.example.org",runbook_url=""} 1',
  ]);
});

test('a reload that fails leaves the time of the configuration in use', async () => {
  health.reloaded(true, new Date(1_700_000_000_000));
  health.reloaded(false, new Date(1_800_000_000_000));
  expect(await lines('drift_exporter_config_last_reload')).toEqual([
    'drift_exporter_config_last_reload_successful 0',
    'drift_exporter_config_last_reload_success_timestamp_seconds 1700000000',
  ]);
});

test('the store, the audit log and the versions have their series', async () => {
  health.storeUp(false);
  health.audited('reloaded');
  health.audited(undefined);
  expect(await lines('drift_exporter_store_up')).toEqual(['drift_exporter_store_up 0']);
  expect(await lines('drift_exporter_audit')).toEqual([
    'drift_exporter_audit_events_total{action="reloaded"} 1',
    'drift_exporter_audit_errors_total 1',
  ]);
  expect(await lines('drift_exporter_build_info')).toEqual([
    `drift_exporter_build_info{version="1.2.3",node_version="${process.version}"} 1`,
  ]);
});

test('names may hold anything', async () => {
  health.configured(from('files', 'quote " back\\slash\nzero\0'));
  expect(await lines('drift_check_rows_total')).toEqual([
    'drift_check_rows_total{model="quote \\" back\\\\slash\\nzero\ufffd"} 0',
  ]);
});

test('the process tells what it uses, in the first scrape and in later ones', async () => {
  const values = async (): Promise<Map<string, number>> => {
    const found = [...(await lines('process_')), ...(await lines('nodejs_'))].map((line) => line.split(' '));
    return new Map(found.map(([name = '', value]) => [name, Number(value)]));
  };
  const first = await values();
  expect(first.size).toBe(8);
  // the lag of the event loop has no value before a timer has fired
  const seen = new Set<string>();
  let last = first;
  while (seen.size < 8) {
    await new Promise((resolve) => setTimeout(resolve));
    last = await values();
    for (const [name, value] of last) if (value > 0) seen.add(name);
  }
  const cpu = 'process_cpu_seconds_total';
  expect(last.get(cpu)).toBeGreaterThan(first.get(cpu) ?? NaN);
  expect(last.get(cpu)).toBeLessThan(process.uptime() * 64);
});
