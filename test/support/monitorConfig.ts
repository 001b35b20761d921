import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './dataFolder.js';

type Section = Readonly<Record<string, unknown>>;

export interface MonitorConfig {
  readonly models: readonly Section[];
  /** Address of the source `warehouse`, on PostgreSQL. */
  readonly warehouse?: string;
  /** What the source `warehouse` has besides. */
  readonly source?: Section;
  /** A folder `store` beside the configuration, with an empty database, where absent. */
  readonly store?: Section;
  /** In place of a check every 200 ms, by the data's own clock. */
  readonly monitoring?: Section;
  /** Whole sections besides. */
  readonly more?: Section;
}

/** Writes a configuration into a folder of its own. @returns that folder */
export function monitorConfig(
  folder: DataFolder,
  name: string,
  { models, warehouse, source, store, monitoring, more }: MonitorConfig,
): string {
  const path = join(folder.path, name);
  const config = {
    monitoring: { check_frequency: '200ms', lookback_window: '3d', clock: 'data', ...monitoring },
    store: store ?? emptyStore(path),
    models,
    ...more,
    ...(warehouse === undefined
      ? {}
      : { sources: { warehouse: { type: 'postgres', url: warehouse, ...source } } }),
  };
  folder.write(`${name}/monitoring_config.yaml`, JSON.stringify(config, undefined, 1));
  return path;
}

/** One that is there stays, where a configuration is written anew. */
function emptyStore(configFolder: string): Section {
  const path = 'store';
  const database = join(configFolder, path, 'database');
  if (!existsSync(database)) cpSync(process.env.DRIFT_TEST_EMPTY_STORE ?? '', database, { recursive: true });
  return { path };
}
