import { Absences } from '../../exporter/src/alerts/absences.js';
import { AlertHistory } from '../../exporter/src/alerts/alertHistory.js';
import { parseConfig } from '../../exporter/src/config/load.js';
import type { Config } from '../../exporter/src/config/schema.js';
import { openStore, type Store } from '../../exporter/src/store/store.js';
import { registries } from './registries.js';

/** A configuration of these sections, in a folder. */
export function configOf(folder: string, sections: object): Config {
  const monitoring = Buffer.from(JSON.stringify(sections));
  return parseConfig(
    { folder, monitoringName: 'monitoring_config.yaml', monitoring },
    { registries, environment: {} },
  );
}

export interface RunningHistory {
  readonly history: AlertHistory;
  readonly store: Store;
  readonly warnings: string[];
}

/** Starts histories in a test file, each with a store of its own, and stops them after each test. */
export function alertHistories(): (config: Config) => Promise<RunningHistory> {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return async (config) => {
    const warnings: string[] = [];
    const observer = { warning: (message: string) => void warnings.push(message), audited: () => undefined };
    // a test has no time to wait for an alert to be gone for minutes
    const history = new AlertHistory(config, observer, () => new Absences(700, 4));
    await history.start();
    const store = await openStore(config.store);
    ends.push(async () => {
      await history.stop();
      await store.close();
    });
    await history.attach(store);
    return { history, store, warnings };
  };
}
