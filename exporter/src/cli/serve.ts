import { Command } from 'commander';
import { clocks, type ClockName } from '../config/monitoring.js';
import { oneOf } from './options.js';

export interface ServeOptions {
  readonly config: string;
  readonly clock?: ClockName;
  readonly listen?: string;
  readonly shard?: string;
  readonly writer?: string;
}

export const serve = new Command('serve')
  .description('watch all models, publish /metrics, a status page and an API')
  .option('--config <folder>', 'folder of the configuration', 'config')
  .option('--clock <name>', `what now is, in place of the configured: ${clocks.join(', ')}`, oneOf(clocks))
  .option('--listen <address>', 'address and port, in place of the configured')
  .option('--shard <i/n>', 'watch only the models of shard i of n, such as 2/5, in place of the configured')
  .option('--writer <name>', 'the name under which it counts the rows of streams, in place of the configured')
  .action(async (options: ServeOptions) => {
    const { runServe } = await import('./serving/runServe.js');
    process.exitCode = await runServe(options);
  });
