import { loadConfiguration } from '../../exporter/src/cli/configuration.js';
import type { ModelConfig } from '../../exporter/src/config/schema.js';
import { DriftError } from '../../exporter/src/errors.js';
import { openRuntime } from '../../exporter/src/monitor/runtime.js';
import { openStore } from '../../exporter/src/store/store.js';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';

/** More than are counted at once. */
const FEATURES = 60;
const folder = dataFolder();

test('a stop while the first reference is built leaves none, whenever it comes, and never one without some features', async () => {
  const database = await createTestDatabase();
  const names = Array.from({ length: FEATURES }, (_, index) => `f${index}`);
  const values = (row: number): string => names.map((_, index) => (row * 7 + index) % 31).join(',');
  const rows = Array.from({ length: 100 }, (_, row) => row);
  folder.lines('stop/reference.csv', [names.join(','), ...rows.map(values)]);
  folder.lines('stop/rows.csv', [
    `at,${names.join(',')}`,
    ...rows.map((row) => `${new Date(Date.UTC(2025, 0, 1) + row * 600_000).toISOString()},${values(row)}`),
  ]);
  const path = monitorConfig(folder, 'stop', {
    store: { url: database.url },
    models: [{ name: 'm', files: 'rows.csv', timestamp_column: 'at', reference: { files: 'reference.csv' } }],
  });
  const config = await loadConfiguration(path);
  const [model] = config.models as [ModelConfig];
  const store = await openStore(config.store);
  const warnings: string[] = [];
  const open = async (stopAt: number): Promise<unknown> => {
    let answers = 0;
    const onAnswer = (): void => {
      if (++answers >= stopAt) throw new DriftError('interrupted', 'the monitor is stopping');
    };
    const warn = (warning: string): void => void warnings.push(warning);
    const runtime = await openRuntime(config, model, store, 'exporter', warn, { onAnswer });
    await runtime.opened.close();
    return runtime.kept.reference.features.map(({ feature }) => feature.name);
  };
  let stopAt = 0;
  let opened: unknown;
  do {
    opened = await open(++stopAt).catch((error: unknown) => error);
    if (!(opened instanceof DriftError)) break;
    expect(opened.code).toBe('interrupted');
    expect(await store.references.active('m')).toBeUndefined();
  } while (stopAt < 1_000);
  expect(opened).toEqual(names);
  expect(stopAt).toBeGreaterThan(5);
  expect(warnings).toEqual([]);
  await store.close();
  await database.drop();
}, 120_000);
