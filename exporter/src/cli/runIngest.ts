import { randomUUID } from 'node:crypto';
import type { Config, ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import { ingestModel, type FileOutcome } from '../ingest/ingestModel.js';
import { openStore, type Store } from '../store/store.js';
import { loadConfiguration } from './configuration.js';
import type { IngestCommandOptions } from './ingest.js';
import { ingestInputs, type IngestInputs } from './ingesting/ingestInputs.js';
import { summaryJson, summaryText } from './ingesting/ingestSummary.js';
import { namedModel } from './namedModels.js';
import { progressBar } from './progressBar.js';
import { userName } from './userName.js';

/**
 * `ingest`: returns the exit code, 0 fine (rows may have been refused), 1 error, 2 a rule about a file as a whole has failed and nothing of
 * it was written.
 */
export async function runIngest(files: readonly string[], options: IngestCommandOptions): Promise<number> {
  const config = await loadConfiguration(options.config);
  const model = modelOf(config, options.model);
  if (options.replay !== (files.length === 0)) {
    throw new DriftError(
      'usage',
      'name the files to ingest, or - for the standard input, or --replay without any',
    );
  }
  const inputs = await ingestInputs(files, options);
  try {
    const store = await openStore(config.store);
    try {
      return await ingestInto(store, config, model, inputs, options);
    } finally {
      await store.close();
    }
  } finally {
    await inputs.remove();
  }
}

async function ingestInto(
  store: Store,
  config: Config,
  model: ModelConfig,
  { inputs, unreadable }: IngestInputs,
  { dryRun, asNew, format, replay }: IngestCommandOptions,
): Promise<number> {
  let bar = { file: '', ...progressBar('') };
  const ingested = await ingestModel(
    {
      ...{ config, model, store, dryRun, asNew, run: randomUUID() },
      onWarning: (warning) => void process.stderr.write(`warning: ${warning}\n`),
      onProgress(file, done, total) {
        if (bar.file !== file) {
          bar.stop();
          bar = { file, ...progressBar(file, 'rows') };
        }
        bar.update(done, total);
      },
    },
    replay ? 'quarantine' : inputs,
  ).finally(() => bar.stop());
  const { place } = ingested;
  const outcomes = [...unreadable, ...ingested.outcomes];
  for (const { error } of outcomes)
    if (error !== undefined) process.stderr.write(`error: ${error.message}\n`);
  const summary = { model: model.name, place, dryRun, quarantined: model.ingest?.quarantine !== undefined };
  process.stdout.write(format === 'json' ? summaryJson(summary, outcomes) : summaryText(summary, outcomes));
  if (outcomes.some(({ result }) => result?.status === 'ingested')) {
    await store.audit.append({
      at: new Date(),
      actor: userName(),
      action: 'ingested',
      subject: { model: model.name },
      detail: { place, files: outcomes.flatMap(detailOf) },
    });
  }
  if (outcomes.some(({ error }) => error !== undefined)) return 1;
  return outcomes.some(({ result }) => result?.status === 'held') ? 2 : 0;
}

function detailOf({ file, result }: FileOutcome): object[] {
  if (result?.status !== 'ingested') return [];
  const { written, refused } = result.tally;
  return [{ file, content: result.content, written, refused }];
}

function modelOf(config: Config, name: string | undefined): ModelConfig {
  const ingesting = config.models.filter(({ ingest }) => ingest !== undefined);
  const [only, ...others] = name === undefined ? ingesting : [namedModel(config, name)];
  const place = { file: config.file };
  if (only === undefined)
    throw new DriftError('config_invalid', 'no model has a section ingest, which says where rows go', place);
  if (others.length > 0) {
    const names = ingesting.map((model) => model.name).join(', ');
    throw new DriftError('usage', `name the model whose rows these are with --model: ${names}`, place);
  }
  if (only.ingest === undefined) {
    throw new DriftError(
      'config_invalid',
      `model ${only.name} has no section ingest, which says where rows go`,
      place,
    );
  }
  return only;
}
