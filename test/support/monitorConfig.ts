import { join } from 'node:path';
import type { DataFolder } from './dataFolder.js';

type Section = Readonly<Record<string, unknown>>;

export interface MonitorConfig {
  readonly models: readonly Section[];
  /** Address of the source `warehouse`, on PostgreSQL. */
  readonly warehouse?: string;
  /** What the source `warehouse` has besides. */
  readonly source?: Section;
  /** A folder `store` beside the configuration where absent. */
  readonly store?: Section;
  /** In place of a check every 200 ms, by the data's own clock. */
  readonly monitoring?: Section;
  readonly server?: Section;
}

/** Writes a configuration into a folder of its own. @returns that folder */
export function monitorConfig(
  folder: DataFolder,
  name: string,
  { models, warehouse, source, store = { path: 'store' }, monitoring, server = {} }: MonitorConfig,
): string {
  const config = {
    monitoring: { check_frequency: '200ms', lookback_window: '3d', clock: 'data', ...monitoring },
    store,
    models,
    server,
    ...(warehouse === undefined
      ? {}
      : { sources: { warehouse: { type: 'postgres', url: warehouse, ...source } } }),
  };
  folder.write(`${name}/monitoring_config.yaml`, JSON.stringify(config, undefined, 1));
  return join(folder.path, name);
}
