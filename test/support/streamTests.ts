import { dataFolder, type DataFolder } from './dataFolder.js';
import { freshTable } from './freshTable.js';
import { monitorProcesses, type MonitorProcess, type StartOptions } from './monitorProcess.js';
import { expectCounted } from './monitorRecount.js';
import type { MonitorTable } from './monitorTable.js';
import { ready, streamConfigs } from './sentRows.js';
import { readStored, type StoredModel } from './storedModel.js';

/** A table whose rows are sent, and the exporter that is sent them. */
export interface TestStream {
  readonly table: MonitorTable;
  /** The folder of its configuration. */
  readonly config: string;
  readonly monitor: MonitorProcess;
}

export interface StreamTests {
  readonly folder: DataFolder;
  readonly start: ReturnType<typeof monitorProcesses>;
  /** A table without rows. */
  readonly fresh: ReturnType<typeof freshTable>;
  readonly configOf: ReturnType<typeof streamConfigs>;
  /** Starts an exporter, and waits until it takes rows. */
  taking(config: string, table: MonitorTable, options?: StartOptions): Promise<MonitorProcess>;
  /** A table without rows, and an exporter that takes them. */
  opened(
    name: string,
    more?: { readonly sections?: Readonly<Record<string, unknown>>; readonly options?: StartOptions },
  ): Promise<TestStream>;
}

/** What a file of tests of streams starts from. */
export function streamTests(): StreamTests {
  const folder = dataFolder();
  const start = monitorProcesses();
  const fresh = freshTable({ minutes: 0 });
  const configOf = streamConfigs(folder);
  const taking: StreamTests['taking'] = async (config, table, options) => {
    const monitor = start(config, options);
    await ready(monitor, table);
    return monitor;
  };
  return {
    ...{ folder, start, fresh, configOf, taking },
    async opened(name, { sections, options } = {}) {
      const table = fresh();
      const config = configOf(table, name, sections);
      return { table, config, monitor: await taking(config, table, options) };
    },
  };
}

/** Ends an exporter once it has all rows of the table, and compares what it has stored with them. */
export async function expectEndsCounted({ table, config, monitor }: TestStream): Promise<StoredModel> {
  await monitor.untilCounted(table);
  expect(await monitor.end()).toMatchObject({ code: 0 });
  const stored = await readStored(config, table.name);
  await expectCounted(stored, table);
  return stored;
}
