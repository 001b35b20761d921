import { Command } from 'commander';
import { each, list, oneOf, score } from './options.js';

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
  readonly prediction?: string;
  readonly decision?: string;
  readonly positiveLabel?: string;
  readonly decisionThreshold?: number;
  readonly timestamp?: string;
  readonly segments?: string[];
  readonly allowRowSample?: boolean;
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
  .option(
    '--prediction <column>',
    "the column that holds the model's prediction: a score from 0 to 1, or a number",
  )
  .option(
    '--decision <column>',
    "the column that holds the model's decision, where it does not follow from a score",
  )
  .option('--positive-label <value>', 'which label is the positive class, where it is not true or 1')
  .option(
    '--decision-threshold <score>',
    'from which score on the model decides for the positive class; 0.5',
    score,
  )
  .option('--timestamp <column>', 'the column that holds the time; not a feature')
  .option(
    '--segments <columns>',
    'columns by whose most frequent values rows are judged apart, too; column or column:20',
    list,
  )
  .option(
    '--allow-row-sample',
    'read up to 2,000 whole rows a side, and see whether a classifier tells them apart',
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
