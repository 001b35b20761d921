import type { Config, ModelConfig } from '../config/schema.js';
import { createHash } from 'node:crypto';
import { errorAt } from '../config/errorAt.js';
import { DriftError } from '../errors.js';
import type { Store } from '../store/store.js';
import { ExpressionError } from './expressions.js';
import { ingestFile, type IngestContext, type IngestInput, type IngestResult } from './ingestFile.js';
import { learnedReference } from './learnedReference.js';
import { Quarantine } from './quarantine.js';
import { replayInputs } from './replayInputs.js';
import { openTarget } from './targets/openTarget.js';
import { qualityScore, type Tally } from './tally.js';

/** Files whose rows tell what is usual. */
const HISTORY = 10;

export interface IngestRequest {
  readonly config: Config;
  readonly model: ModelConfig;
  readonly store: Store;
  /** Names the command that all files belong to. */
  readonly run: string;
  readonly dryRun: boolean;
  readonly asNew: boolean;
  readonly onProgress: (file: string, done: number, total: number) => void;
  readonly onWarning: (warning: string) => void;
}

/** What became of one file, or why nothing did. */
export interface FileOutcome {
  readonly file: string;
  readonly result?: IngestResult;
  readonly error?: DriftError;
}

/**
 * Brings files of a model's rows into its target, one after the other. One that fails does not stop the others, unless the target or the
 * quarantine does.
 * @param inputs the files, or what is in the model's quarantine
 * @throws DriftError where nothing can be begun
 */
export async function ingestModel(
  request: IngestRequest,
  inputs: readonly IngestInput[] | 'quarantine',
): Promise<{ readonly place: string; readonly outcomes: FileOutcome[] }> {
  const { config, model, store, dryRun, asNew, onWarning } = request;
  const settings = model.ingest?.quarantine;
  const quarantine = settings === undefined ? undefined : new Quarantine(settings.path, model.name);
  const reference = await learnedReference(config, model, store, onWarning);
  const target = await openTarget(config, model, store);
  const outcomes: FileOutcome[] = [];
  try {
    if (!dryRun) {
      await target.lock(() => onWarning('another ingest of this model is at work; waiting for it'));
      const expired = (await quarantine?.expire(settings?.retention ?? 0, Date.now())) ?? 0;
      if (expired > 0) onWarning(`${expired} files of the quarantine were kept long enough, and are gone`);
    }
    const files = inputs === 'quarantine' ? await replayInputs(quarantine, model) : inputs;
    for (const input of files) {
      const { name } = input;
      try {
        const context: IngestContext = {
          ...{ model, target, reference, quarantine, dryRun, asNew },
          columns: await target.columns(),
          history: await store.ingests.rowCounts(model.name, HISTORY),
          onProgress: (done, total) => request.onProgress(name, done, total),
        };
        const result = await ingestFile(context, input);
        if (result.status === 'ingested' || result.status === 'unchanged') {
          if (input.replay) await quarantine?.remove(input.file);
          else await record(request, target.place, name, result);
        }
        outcomes.push({ file: name, result });
      } catch (thrown) {
        if (!(thrown instanceof DriftError)) throw thrown;
        const error = thrown instanceof ExpressionError ? await located(thrown, request, name) : thrown;
        outcomes.push({ file: name, error });
        if (/^(target|quarantine|store)_/.test(error.code)) break;
      }
    }
    return { place: target.place, outcomes };
  } finally {
    await target.close();
  }
}

/** The error with the place of its key in the configuration, and the file that was read with it. */
function located(
  { path, detail }: ExpressionError,
  { config, model }: IngestRequest,
  file: string,
): Promise<DriftError> {
  const key = ['models', config.models.indexOf(model), 'ingest', ...path];
  return errorAt(config, key, `${detail} (reading ${file})`);
}

/** Keeps what became of a file, where that is not known yet: a command may have been broken off just before. */
async function record(
  { model, store, run }: IngestRequest,
  place: string,
  file: string,
  { content, tally }: IngestResult,
): Promise<void> {
  const now = new Date();
  const { rows, refused, failing, refusedBy, oldest, newest } = tally;
  await store.ingests.record({
    ...{ model: model.name, run, file, at: now, rows, refused, failing, refusedBy },
    content: createHash('sha256').update(`${place}\0${content}`).digest('hex'),
    reason: whyScore(tally),
    from: oldest ?? now.getTime(),
    to: newest === undefined ? now.getTime() : newest + 1,
  });
}

/** The rules that most rows fail. */
function whyScore(tally: Tally): string {
  const score = qualityScore(tally);
  if (score === undefined || score === 1) return '';
  const worst = Object.entries(tally.failingBy).sort(([, a], [, b]) => b - a);
  const told = worst.slice(0, 3).map(([rule, rows]) => `${rule}: ${rows} rows`);
  return [...told, ...(worst.length > 3 ? [`${worst.length - 3} rules more`] : [])].join(', ');
}
