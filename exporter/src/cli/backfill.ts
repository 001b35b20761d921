import { Command } from 'commander';
import { clocks, type ClockName } from '../config/monitoring.js';
import { each, instant, lengthOfTime, oneOf } from './options.js';

export interface BackfillCommandOptions {
  readonly config: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly model?: string[];
  readonly openmetrics?: string;
  readonly step?: number;
  readonly clock?: ClockName;
}

export const backfill = new Command('backfill')
  .description(
    'count and judge the past again, late rows included, into the store and, if asked, a file for Prometheus',
  )
  .option('--config <folder>', 'folder of the configuration', 'config')
  .option('--from <time>', 'ISO 8601; the oldest row where absent', instant)
  .option('--to <time>', 'ISO 8601; three hours before now where absent', instant)
  .option('--model <name>', 'only this model; repeatable', each)
  .option(
    '--openmetrics <file>',
    'write the scores for `promtool tsdb create-blocks-from openmetrics` as well',
  )
  .option(
    '--step <duration>',
    'repeat each sample in the file at this distance as long as it holds, such as 4m: plain queries see no sample for longer than five minutes',
    lengthOfTime,
  )
  .option('--clock <name>', `what now is, in place of the configured: ${clocks.join(', ')}`, oneOf(clocks))
  .action(async (options: BackfillCommandOptions) => {
    const { runBackfill } = await import('./serving/runBackfill.js');
    process.exitCode = await runBackfill(options);
  });
