import { Command } from 'commander';
import { each, list, oneOf } from './options.js';

const formats = ['table', 'json'] as const;

export interface BuildOptions {
  readonly config?: string;
  readonly model?: string[];
  readonly reference?: string;
  readonly features?: string[];
  readonly exclude?: string[];
  readonly label?: string;
  readonly timestamp?: string;
  readonly segments?: string[];
  readonly name?: string;
  readonly store?: string;
}

export interface ListOptions {
  readonly config?: string;
  readonly store?: string;
  readonly format: (typeof formats)[number];
}

export interface PromoteOptions {
  readonly config: string;
  readonly model: string;
}

const build = new Command('build')
  .description('count a reference once and save it, so that later checks need not')
  .option('--reference <file>', 'Parquet, CSV or NDJSON, or a glob of them')
  .option('--name <name>', 'name to save it under; the file’s own where absent')
  .option('--config <folder>', 'build the references of a configuration’s models instead')
  .option('--model <name>', 'only this model of the configuration; repeatable', each)
  .option('--features <names>', 'only these columns; repeatable', list)
  .option('--exclude <names>', 'columns to leave out; repeatable', list)
  .option('--label <column>', 'the column that holds the truth; not a feature')
  .option('--timestamp <column>', 'the column that holds the time; not a feature')
  .option(
    '--segments <columns>',
    'columns by whose most frequent values rows are judged apart, too; column or column:20',
    list,
  )
  .option('--store <folder>', 'where references are saved')
  .action(async (options: BuildOptions) => {
    const { buildReferences } = await import('./runReferenceCommand.js');
    process.exitCode = await buildReferences(options);
  });

const show = new Command('list')
  .description('list the saved references, newest first')
  .option('--config <folder>', 'those of a configuration’s store')
  .option('--store <folder>', 'where references are saved')
  .option('--format <format>', `how to write them: ${formats.join(', ')}`, oneOf(formats), 'table')
  .action(async (options: ListOptions) => {
    const { listReferences } = await import('./runReferenceCommand.js');
    await listReferences(options);
  });

const promote = new Command('promote')
  .description(
    'count a monitored model’s reference anew, as the configuration now describes it, and switch to it',
  )
  .requiredOption('--model <name>', 'the model')
  .option('--config <folder>', 'folder of the configuration', 'config')
  .action(async (options: PromoteOptions) => {
    const { promoteReference } = await import('./serving/promoteReference.js');
    await promoteReference(options);
  });

export const reference = new Command('reference')
  .description('save references, list them and switch to a new one')
  .addCommand(build)
  .addCommand(show)
  .addCommand(promote);
