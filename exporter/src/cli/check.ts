import { Command } from 'commander';
import { each, list, oneOf } from './options.js';

const formats = ['table', 'json', 'html', 'markdown', 'junit'] as const;
const failures = ['small', 'significant', 'critical'] as const;

export interface CheckCommandOptions {
  readonly config?: string;
  readonly model?: string[];
  readonly reference?: string;
  readonly current?: string;
  readonly features?: string[];
  readonly exclude?: string[];
  readonly label?: string;
  readonly timestamp?: string;
  readonly segments?: string[];
  readonly format: (typeof formats)[number];
  readonly output?: string;
  readonly report?: string;
  readonly failOn?: (typeof failures)[number];
  readonly store?: string;
  readonly savedReference: boolean;
}

export const check = new Command('check')
  .description('compare current data with a reference, once')
  .option('--reference <file>', 'Parquet, CSV or NDJSON, a glob of them, or the version of a saved reference')
  .option('--current <file>', 'the data to check, in the same formats')
  .option('--config <folder>', 'check the models of a configuration instead of two files')
  .option('--model <name>', 'only this model of the configuration; repeatable', each)
  .option('--features <names>', 'only these columns, name or name:categorical; repeatable', list)
  .option('--exclude <names>', 'columns to leave out; repeatable', list)
  .option('--label <column>', 'the column that holds the truth; not a feature')
  .option('--timestamp <column>', 'the column that holds the time; not a feature')
  .option(
    '--segments <columns>',
    'columns by whose most frequent values rows are judged apart, too; column or column:20',
    list,
  )
  .option('--format <format>', `how to write the result: ${formats.join(', ')}`, oneOf(formats), 'table')
  .option('--output <path>', 'write there instead of to the terminal')
  .option('--report <path>', 'write an HTML report there as well')
  .option(
    '--fail-on <severity>',
    `exit with 2 from this severity on: ${failures.join(', ')}`,
    oneOf(failures),
  )
  .option('--store <folder>', 'where references are saved')
  .option('--no-saved-reference', 'count the reference again even where it is saved')
  .action(async (options: CheckCommandOptions) => {
    // engines and reports are loaded only now, so that --help is quick
    const { runCheckCommand } = await import('./runCheckCommand.js');
    process.exitCode = await runCheckCommand(options);
  });
