import { ModelMonitor } from '../../monitor/modelMonitor.js';
import { openStore } from '../../store/store.js';
import { loadConfiguration } from '../configuration.js';
import { namedModel } from '../namedModels.js';
import { progressBar } from '../progressBar.js';
import type { PromoteOptions } from '../reference.js';
import { userName } from '../userName.js';

/** `reference promote`: prints the new version. */
export async function promoteReference({ config: folder, model: name }: PromoteOptions): Promise<void> {
  const config = await loadConfiguration(folder);
  const model = namedModel(config, name);
  const store = await openStore(config.store);
  const bar = progressBar(name, 'buckets');
  const monitor = new ModelMonitor(
    config,
    model,
    store,
    {
      checkStarted: () => undefined,
      checkFinished: () => undefined,
      checkFailed: () => undefined,
      sourceUp: () => undefined,
      storeUp: () => undefined,
      progress: (_model, done, total) => bar.update(done, total),
      warning: (_model, message) => process.stderr.write(`warning: ${message}\n`),
    },
    'exporter',
  );
  try {
    process.stdout.write(`${await monitor.promote(userName())}\n`);
  } finally {
    bar.stop();
    await monitor.close();
    await store.close();
  }
}
