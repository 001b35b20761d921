import { Command, InvalidArgumentError } from 'commander';
import { parseBudget, type Budget } from '../config/detection.js';
import { backtestFormats, type BacktestFormatId } from '../reports/backtest/backtestFormat.js';
import { each, instant, oneOf } from './options.js';

export interface BacktestCommandOptions {
  readonly config: string;
  readonly budget?: Budget;
  readonly from?: Date;
  readonly to?: Date;
  readonly model?: string[];
  readonly format: BacktestFormatId;
  readonly output?: string;
}

export const backtest = new Command('backtest')
  .description(
    'replay the past as the monitor would have judged it, before anything is deployed: which alerts would have fired, whom they would have reached how often, and thresholds that keep to a budget',
  )
  .option('--config <folder>', 'folder of the configuration', 'config')
  .option(
    '--budget <alarms/duration>',
    'at most so many alerts a model, such as 1/30d; detection.false_alarm_budget where absent',
    budget,
  )
  .option('--from <time>', 'ISO 8601, such as 2013-03-01; the oldest row where absent', instant)
  .option('--to <time>', 'ISO 8601; the newest row where absent', instant)
  .option('--model <name>', 'only this model; repeatable', each)
  .option(
    '--format <format>',
    `how to write it: ${backtestFormats.join(', ')}`,
    oneOf(backtestFormats),
    'table',
  )
  .option('--output <path>', 'write there and not to the terminal')
  .addHelpText(
    'after',
    '\nExit code: 0 within the budget, 2 beyond it with the thresholds of now, 1 error. Nothing is kept: counts go to a\n' +
      'temporary folder that is removed, and a running exporter is left alone.',
  )
  .action(async (options: BacktestCommandOptions) => {
    const { runBacktest } = await import('./serving/runBacktest.js');
    process.exitCode = await runBacktest(options);
  });

function budget(value: string): Budget {
  const parsed = parseBudget(value);
  if (parsed === undefined) {
    throw new InvalidArgumentError('expected a number of alerts in a stretch of time such as 1/30d');
  }
  return parsed;
}
