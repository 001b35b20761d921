import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DriftError } from '../../errors.js';
import type { AlarmCurve } from './alarmCurve.js';
import { architecture, weightCount } from './network.js';
import type { Calibration } from './probability.js';
import { SCALES } from './scales.js';
import { inputNames } from './sequenceInputs.js';

/** A trained network, with all that its scores need to be understood. */
export interface LstmModel {
  readonly weights: Float32Array;
  readonly calibration: Calibration;
  readonly alarm: AlarmCurve;
  readonly training: TrainingRecord;
}

/** From what the weights came: the same again gives the same. */
export type TrainingRecord = Readonly<Record<string, unknown>>;

export const MODEL_CONFIG = 'model_config.json';
export const WEIGHTS = 'weights.bin';
const FORMAT = 1;

const ascending = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value >= (values[index - 1] as number));
const knots = z.array(z.number()).min(1);
const modelConfig = z.object({
  format: z.literal(FORMAT),
  architecture: z.unknown(),
  scales: z.array(z.number()),
  inputs: z.array(z.string()),
  weights: z.object({
    file: z.literal(WEIGHTS),
    type: z.literal('float32'),
    count: z.number(),
    sha256: z.string(),
  }),
  calibration: z
    .object({
      logits: knots.refine(ascending),
      probabilities: z.array(z.number().min(0).max(1)).min(1),
      prior: z.number(),
    })
    .refine(({ logits, probabilities }) => logits.length === probabilities.length),
  alarm: z
    .object({ logits: knots.refine(ascending), rates: z.array(z.number().positive()).min(1) })
    .refine(({ logits, rates }) => logits.length === rates.length),
  training: z.record(z.string(), z.unknown()),
});

/**
 * Reads a model, and refuses one that this version cannot run: another shape, other inputs, weights that are cut short or no
 * numbers.
 * @throws DriftError `lstm_missing` or `lstm_invalid`
 */
export async function readModel(folder: string): Promise<LstmModel> {
  const configFile = join(folder, MODEL_CONFIG);
  const parsed = modelConfig.safeParse(asJson(await read(configFile), configFile));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(configFile, `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'unknown'}`);
  }
  const { data } = parsed;
  const expected = { architecture, scales: [...SCALES], inputs: [...inputNames] };
  for (const [key, value] of Object.entries(expected)) {
    if (JSON.stringify(data[key as keyof typeof expected]) !== JSON.stringify(value)) {
      throw invalid(
        configFile,
        `${key} is not that of this version, ${JSON.stringify(value)}: train the model anew`,
      );
    }
  }
  const weightsFile = join(folder, WEIGHTS);
  const bytes = await read(weightsFile);
  if (bytes.length !== 4 * weightCount || data.weights.count !== weightCount) {
    throw invalid(weightsFile, `${bytes.length} bytes, expected ${4 * weightCount}`);
  }
  const weights = new Float32Array(weightCount);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < weightCount; at++) weights[at] = view.getFloat32(4 * at, true);
  if (!weights.every(Number.isFinite)) throw invalid(weightsFile, 'some weights are no finite numbers');
  if (sha256(bytes) !== data.weights.sha256)
    throw invalid(weightsFile, `not the weights that ${MODEL_CONFIG} describes`);
  const { calibration, alarm, training } = data;
  return { weights, calibration, alarm, training };
}

/** Writes a model; whoever reads meanwhile gets the old one or an error, never a mixture. */
export async function writeModel(
  folder: string,
  { weights, calibration, alarm, training }: LstmModel,
): Promise<void> {
  const bytes = Buffer.alloc(4 * weights.length);
  for (const [at, weight] of weights.entries()) bytes.writeFloatLE(weight, 4 * at);
  const config = {
    format: FORMAT,
    architecture,
    scales: SCALES,
    inputs: inputNames,
    weights: { file: WEIGHTS, type: 'float32', count: weights.length, sha256: sha256(bytes) },
    calibration,
    alarm,
    training,
  };
  try {
    await mkdir(folder, { recursive: true });
    await replace(join(folder, WEIGHTS), bytes);
    await replace(join(folder, MODEL_CONFIG), `${JSON.stringify(config, null, 2)}\n`);
  } catch (cause) {
    throw new DriftError('output_unwritable', `the model cannot be written: ${messageOf(cause)}`, {
      file: folder,
      cause,
    });
  }
}

async function replace(file: string, content: Buffer | string): Promise<void> {
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing
      ? new DriftError('lstm_missing', 'no such file of an LSTM', { file, cause })
      : new DriftError('lstm_invalid', `cannot be read: ${messageOf(cause)}`, { file, cause });
  }
}

function asJson(bytes: Buffer, file: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new DriftError('lstm_invalid', `no JSON: ${messageOf(cause)}`, { file, cause });
  }
}

function invalid(file: string, detail: string): DriftError {
  return new DriftError('lstm_invalid', detail, { file });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
