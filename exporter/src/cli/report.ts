import { Command } from 'commander';
import { instant, oneOf } from './options.js';

const formats = ['html', 'table', 'json', 'markdown', 'junit'] as const;

export interface ReportCommandOptions {
  readonly config: string;
  readonly model: string;
  readonly from: Date;
  readonly to: Date;
  readonly format: (typeof formats)[number];
  readonly output?: string;
}

export const report = new Command('report')
  .description('report on the past from what the store has counted, without reading a row again')
  .requiredOption('--model <name>', 'the model')
  .requiredOption('--from <time>', 'ISO 8601, such as 2013-01-01', instant)
  .requiredOption('--to <time>', 'ISO 8601; rows at this time are left out', instant)
  .option('--config <folder>', 'folder of the configuration', 'config')
  .option('--format <format>', `how to write it: ${formats.join(', ')}`, oneOf(formats), 'html')
  .option(
    '--output <path>',
    'write there; by default into reports.dir, or to the terminal where none is configured',
  )
  .action(async (options: ReportCommandOptions) => {
    const { runReport } = await import('./serving/runReport.js');
    await runReport(options);
  });
