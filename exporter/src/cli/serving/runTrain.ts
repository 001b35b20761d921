import { resolve } from 'node:path';
import type { OwnFeature } from '../../detection/lstm/simulate/ownStream.js';
import { MODEL_CONFIG, WEIGHTS, writeModel } from '../../detection/lstm/modelFile.js';
import {
  fullTraining,
  quickTraining,
  trainModel,
  type ModelWishes,
  type OnStage,
  type Stage,
} from '../../detection/lstm/train/trainModel.js';
import { DriftError } from '../../errors.js';
import { ownFeatures } from '../../monitor/ownFeatures.js';
import { loadConfiguration } from '../configuration.js';
import { readableModels } from '../namedModels.js';
import { progressBar, type ProgressBar } from '../progressBar.js';
import type { TrainOptions } from '../train.js';

const units: Readonly<Record<Stage, string>> = {
  simulate: 'sequences',
  learn: 'steps',
  calibrate: 'streams',
};

/** `train`: returns the exit code. */
export async function runTrain(options: TrainOptions): Promise<number> {
  const { config, model, output, seed, epochs, sequences, quick } = options;
  if (model !== undefined && config === undefined) {
    throw new DriftError('usage', '--model names a model of --config, which is absent');
  }
  const wishes: ModelWishes = {
    ...(quick ? quickTraining : fullTraining),
    seed,
    ...(epochs === undefined ? {} : { epochs }),
    ...(sequences === undefined ? {} : { sequences }),
  };
  const own = config === undefined ? [] : await ownOf(config, model);
  const progress = stageBars();
  try {
    const trained = await trainModel(wishes, own, progress.onStage);
    const folder = resolve(output);
    await writeModel(folder, trained);
    process.stdout.write(`${folder}: ${MODEL_CONFIG}, ${WEIGHTS}\n`);
    return 0;
  } finally {
    progress.stop();
  }
}

async function ownOf(folder: string, names: readonly string[] | undefined): Promise<OwnFeature[]> {
  const config = await loadConfiguration(folder);
  const found: OwnFeature[] = [];
  for (const model of readableModels(config, names)) {
    const own = await ownFeatures(config, model, (warning) => process.stderr.write(`warning: ${warning}\n`));
    if (own.length === 0) {
      const reason = 'no feature whose reference has fourteen days of hourly buckets';
      process.stderr.write(`warning: model ${model.name} adds nothing: ${reason}\n`);
    }
    found.push(...own);
  }
  return found;
}

function stageBars(): { readonly onStage: OnStage; readonly stop: () => void } {
  let current: { readonly stage: Stage; readonly bar: ProgressBar } | undefined;
  return {
    onStage(stage, done, total) {
      if (current?.stage !== stage) {
        current?.bar.stop();
        current = { stage, bar: progressBar(stage, units[stage]) };
      }
      current.bar.update(done, total);
    },
    stop: () => current?.bar.stop(),
  };
}
