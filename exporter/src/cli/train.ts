import { Command, InvalidArgumentError } from 'commander';
import { each } from './options.js';

export interface TrainOptions {
  readonly config?: string;
  readonly model?: string[];
  readonly output: string;
  readonly seed: number;
  readonly epochs?: number;
  readonly sequences?: number;
  readonly quick?: true;
}

export const train = new Command('train')
  .description(
    'train the network behind drift_probability on simulated streams and, with a configuration, on resampled days of your own references',
  )
  .option('--config <folder>', 'folder of the configuration; simulated streams alone where absent')
  .option('--model <name>', 'only the reference of this model; repeatable', each)
  .option('--output <folder>', 'where the model goes: what detection.lstm.model names', 'lstm')
  .option('--seed <number>', 'the same seed and data give the same model', whole, 1)
  .option('--epochs <number>', 'how often each sequence is learnt from', whole)
  .option('--sequences <number>', 'how many sequences to learn from', whole)
  .option('--quick', 'a few sequences once: shows that it works, and learns nothing')
  .addHelpText(
    'after',
    '\nExit code: 0 where the model is written, 1 error. It takes about an hour of one processor. A running exporter takes the new\n' +
      'model at its next reload.',
  )
  .action(async (options: TrainOptions) => {
    const { runTrain } = await import('./serving/runTrain.js');
    process.exitCode = await runTrain(options);
  });

function whole(text: string): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < 1)
    throw new InvalidArgumentError('expected a whole number from 1 on');
  return number;
}
