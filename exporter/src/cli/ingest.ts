import { Command, InvalidArgumentError } from 'commander';
import { oneOf } from './options.js';

const formats = ['table', 'json'] as const;
const inputFormats = ['csv', 'tsv', 'ndjson', 'parquet'] as const;
const MEBIBYTE = 1 << 20;

export interface IngestCommandOptions {
  readonly config: string;
  readonly model?: string;
  readonly input?: (typeof inputFormats)[number];
  readonly maxStdin: number;
  readonly replay: boolean;
  readonly dryRun: boolean;
  readonly asNew: boolean;
  readonly format: (typeof formats)[number];
}

export const ingest = new Command('ingest')
  .description(
    'check files of rows, and bring the good ones into a table or into Parquet files, each row exactly once',
  )
  .argument('[files...]', 'CSV, NDJSON or Parquet, or globs of them; - is the standard input')
  .option('--config <folder>', 'folder of the configuration', 'config')
  .option('--model <name>', 'the model whose rows these are; needed where several have a section ingest')
  .option('--input <format>', `what the standard input is: ${inputFormats.join(', ')}`, oneOf(inputFormats))
  .option('--max-stdin <MiB>', 'the most that is taken from the standard input', mebibytes, 10_240 * MEBIBYTE)
  .option(
    '--replay',
    'take what is in the quarantine instead: mended, or under rules that have changed',
    false,
  )
  .option('--dry-run', 'only check the rows, and write nothing', false)
  .option('--as-new', 'take files that have changed since they were ingested for new ones', false)
  .option('--format <format>', `how to write the summary: ${formats.join(', ')}`, oneOf(formats), 'table')
  .action(async (files: string[], options: IngestCommandOptions) => {
    const { runIngest } = await import('./runIngest.js');
    process.exitCode = await runIngest(files, options);
  });

function mebibytes(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('expected a number of MiB');
  return Number(text) * MEBIBYTE;
}
