import type { Config, ModelConfig } from '../../config/schema.js';
import { DEFAULT_WRITER } from '../../config/stream.js';
import { DriftError } from '../../errors.js';
import { historyEnd, OpenMetricsWriter } from '../../metrics/openMetricsWriter.js';
import { pastSamples } from '../../metrics/pastSamples.js';
import { backfill } from '../../monitor/backfill.js';
import { END_OF_TIME } from '../../monitor/clock.js';
import { scoreStep } from '../../monitor/scoreStep.js';
import { openStore, type Store } from '../../store/store.js';
import type { BackfillCommandOptions } from '../backfill.js';
import { loadConfiguration } from '../configuration.js';
import { readableModels } from '../namedModels.js';
import { progressBar } from '../progressBar.js';
import { userName } from '../userName.js';
import { withOverrides } from './overrides.js';

/** `backfill`: returns the exit code. A model that fails does not stop the others. */
export async function runBackfill(options: BackfillCommandOptions): Promise<number> {
  const config = withOverrides(await loadConfiguration(options.config), options);
  const models = readableModels(config, options.model);
  const store = await openStore(config.store);
  const { openmetrics: path, step } = options;
  const until = historyEnd(new Date());
  const file =
    path === undefined
      ? undefined
      : new OpenMetricsWriter(path, { until, ...(step === undefined ? {} : { step }) });
  let failures = 0;
  try {
    for (const model of models) {
      try {
        await backfillModel(config, model, store, options, file);
      } catch (error) {
        if (!(error instanceof DriftError)) throw error;
        process.stderr.write(`error: ${error.message}\n`);
        failures++;
      }
    }
    if (file !== undefined && path !== undefined) {
      process.stdout.write(`${path}: ${await file.finish()} samples\n`);
    }
  } catch (error) {
    file?.discard();
    throw error;
  } finally {
    await store.close();
  }
  return failures > 0 ? 1 : 0;
}

async function backfillModel(
  config: Config,
  model: ModelConfig,
  store: Store,
  options: BackfillCommandOptions,
  file: OpenMetricsWriter | undefined,
): Promise<void> {
  const bar = progressBar(model.name, 'buckets');
  // the data's own clock may be years away from ours
  const end = config.monitoring.clock === 'system' ? new Date(historyEnd(new Date())) : END_OF_TIME;
  const { from = new Date(0), to = end } = options;
  const stepOf = new Map<string, number>();
  try {
    const done = await backfill(config, model, store, {
      from,
      to,
      writer: DEFAULT_WRITER,
      onProgress: bar.update,
      onWarning: (warning) => process.stderr.write(`warning: ${warning}\n`),
      onScores: async (scores) => {
        for (const score of file === undefined ? [] : scores) {
          const { windowName, from: start, to: until } = score;
          const holds = stepOf.get(windowName) ?? scoreStep(until - start, model.bucket);
          stepOf.set(windowName, holds);
          for (const sample of pastSamples(model.name, score)) file?.add({ ...sample, holds });
        }
      },
    });
    await store.audit.append({
      at: new Date(),
      actor: userName(),
      action: 'backfilled',
      subject: { model: model.name },
      detail: { from: from.toISOString(), to: to.toISOString(), ...done },
    });
    process.stdout.write(
      `${model.name}: ${done.rows} rows in ${done.buckets} buckets, ${done.scores} scores\n`,
    );
  } finally {
    bar.stop();
  }
}
