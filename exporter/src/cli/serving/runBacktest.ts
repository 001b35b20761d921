import { writeFile } from 'node:fs/promises';
import { backtestResult, type BacktestResult } from '../../alerts/backtest/backtestResult.js';
import { notificationTiming } from '../../alerts/backtest/notificationTiming.js';
import { replayHistory } from '../../alerts/backtest/replayHistory.js';
import type { Config, ModelConfig } from '../../config/schema.js';
import { DriftError } from '../../errors.js';
import { END_OF_TIME } from '../../monitor/clock.js';
import { renderBacktest } from '../../reports/backtest/renderBacktest.js';
import { withScratchStore } from '../../store/scratchStore.js';
import type { BacktestCommandOptions } from '../backtest.js';
import { loadConfiguration } from '../configuration.js';
import { readableModels } from '../namedModels.js';
import { progressBar } from '../progressBar.js';
import { withOverrides } from './overrides.js';

/** Where there is no terminal to measure. */
const WIDTH = 120;

/** `backtest`: returns the exit code. A model that fails does not stop the others. */
export async function runBacktest(options: BacktestCommandOptions): Promise<number> {
  const { from, to, model: wanted, output } = options;
  const loaded = await loadConfiguration(options.config);
  // times as they stand in the data, not moved to now
  const config = loaded.monitoring.clock === 'shifted' ? withOverrides(loaded, { clock: 'data' }) : loaded;
  if (from !== undefined && to !== undefined && from >= to) {
    throw new DriftError('usage', '--to must be later than --from');
  }
  const models = readableModels(config, wanted);
  if (models.length === 0) {
    throw new DriftError('config_invalid', 'there are no models to replay', { file: config.file });
  }
  const results: BacktestResult[] = [];
  let failures = 0;
  for (const model of models) {
    try {
      results.push(await backtestModel(config, model, options));
    } catch (error) {
      if (!(error instanceof DriftError)) throw error;
      process.stderr.write(`error: ${error.message}\n`);
      failures++;
    }
  }
  if (results.length > 0) await write(results, options.format, output);
  if (failures > 0) return 1;
  return results.every((result) => result.within_budget) ? 0 : 2;
}

async function backtestModel(
  config: Config,
  model: ModelConfig,
  { from, to, budget = config.detection.false_alarm_budget }: BacktestCommandOptions,
): Promise<BacktestResult> {
  const warnings = new Set<string>();
  const bar = progressBar(model.name, 'buckets');
  try {
    const { notes, ...replayed } = await withScratchStore((scratch) =>
      replayHistory(config, model, scratch, {
        ...(from === undefined ? {} : { from }),
        // what is later than now waits, as in the monitor
        to: to ?? (config.monitoring.clock === 'system' ? new Date() : END_OF_TIME),
        onProgress: bar.update,
        onWarning: (warning) => warnings.add(warning),
      }),
    );
    const real =
      from === undefined && to === undefined
        ? ['whatever has drifted in this time counts as a false alarm; --from and --to name a quiet time']
        : [];
    return backtestResult(replayed.replay, {
      budget,
      datasetShare: config.detection.dataset_share,
      timing: notificationTiming(config),
      naiveWindow: replayed.naiveWindow,
      notes: [...warnings, ...notes, ...real],
    });
  } finally {
    bar.stop();
  }
}

async function write(
  results: readonly BacktestResult[],
  format: BacktestCommandOptions['format'],
  path: string | undefined,
): Promise<void> {
  const isTerminal = path === undefined && process.stdout.isTTY;
  const text = await renderBacktest(results, format, {
    color: isTerminal && process.env.NO_COLOR === undefined,
    width: isTerminal ? process.stdout.columns : WIDTH,
    generatedAt: new Date(),
  });
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (path === undefined) {
    process.stdout.write(whole);
    return;
  }
  await writeFile(path, whole).catch((cause: unknown) => {
    throw new DriftError('output_unwritable', 'cannot be written; check that its folder exists', {
      file: path,
      cause,
    });
  });
  process.stdout.write(`${path}\n`);
}
