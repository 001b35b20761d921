import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import * as sourceTypes from '../sources/index.js';

/** Loads a configuration with every source type that there is. */
export function loadConfiguration(path: string): Promise<Config> {
  return loadConfig(path, { registries: { sourceTypes } });
}
