import { parentPort } from 'node:worker_threads';
import { DriftError, type ErrorCode, type ErrorContext } from '../../errors.js';
import type { AlarmCurve } from './alarmCurve.js';
import { useBackend, type Backend } from './backend.js';
import { readModel, type TrainingRecord } from './modelFile.js';
import { tensorsOf, type NetworkTensors } from './network.js';
import { probabilityOf, type Calibration } from './probability.js';
import { scoreSequences } from './scoreSequences.js';

/** What the thread that scores can be asked. */
export type Question =
  | { readonly load: string; readonly backends: readonly Backend[] | undefined }
  | { readonly score: Float32Array };

export interface LoadedModel {
  readonly backend: Backend;
  readonly alarm: AlarmCurve;
  readonly calibration: Calibration;
  readonly training: TrainingRecord;
}

export interface SequenceScores {
  /** The network's own output before the sigmoid: what alarms go by. */
  readonly logits: Float32Array;
  /** Calibrated. */
  readonly probabilities: Float32Array;
}

export type Answer =
  | { readonly loaded: LoadedModel }
  | { readonly scores: SequenceScores }
  | {
      readonly failed: { readonly code: ErrorCode; readonly detail: string; readonly context: ErrorContext };
    };

let model: { readonly network: NetworkTensors; readonly calibration: Calibration } | undefined;

async function load(folder: string, backends: readonly Backend[] | undefined): Promise<LoadedModel> {
  const { weights, calibration, alarm, training } = await readModel(folder);
  const backend = await useBackend(backends);
  for (const tensor of model?.network ?? []) tensor.dispose();
  model = { network: tensorsOf(weights), calibration };
  return { backend, alarm, calibration, training };
}

function score(sequences: Float32Array): SequenceScores {
  if (model === undefined) throw new DriftError('lstm_failed', 'no model was loaded');
  const { network, calibration } = model;
  const logits = scoreSequences(sequences, network);
  return { logits, probabilities: logits.map((logit) => probabilityOf(logit, calibration)) };
}

async function answer(question: Question): Promise<Answer> {
  try {
    return 'load' in question
      ? { loaded: await load(question.load, question.backends) }
      : { scores: score(question.score) };
  } catch (error) {
    if (!(error instanceof DriftError)) {
      const detail = error instanceof Error ? error.message : String(error);
      return { failed: { code: 'lstm_failed', detail, context: {} } };
    }
    const { code, detail, context } = error;
    return { failed: { code, detail, context: { ...context, cause: undefined } } };
  }
}

// one after the other: a score must not meet half a model
let queue: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (question: Question) => {
  queue = queue.then(async () => parentPort?.postMessage(await answer(question)));
});
