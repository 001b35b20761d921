import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OutcomeWish } from '../check/beyond/outcomeWish.js';
import type { CheckPlan } from '../check/plan.js';
import { planFromFiles, withSegments, withTimes } from '../check/planFromFiles.js';
import { referenceDefinition } from '../check/referenceDefinition.js';
import { runCheck } from '../check/runCheck.js';
import type { Config } from '../config/schema.js';
import { severities, type CheckOutcome } from '../detection/result.js';
import { DriftError } from '../errors.js';
import * as formats from '../reports/index.js';
import type { ReportOptions } from '../reports/reportFormat.js';
import type { SavedReference } from '../store/referenceStore.js';
import { loadConfiguration } from './configuration.js';
import type { CheckCommandOptions } from './check.js';
import { segmentColumn, wantedFeature } from './options.js';
import { OpenSources, planModels } from './planModels.js';
import { progressBar } from './progressBar.js';
import { referenceStore } from './runReferenceCommand.js';

/** Where there is no terminal to measure: wide enough for most reasons. */
const WIDTH = 160;

/** `check`: returns the exit code, 0 fine, 1 error, 2 drift at or above `--fail-on`. */
export async function runCheckCommand(options: CheckCommandOptions): Promise<number> {
  const config = options.config === undefined ? undefined : await loadConfiguration(options.config);
  const sources = new OpenSources(config ?? { sources: { files: { type: 'duckdb' } } });
  try {
    const { plans, errors } = await plansOf(options, config, sources);
    const outcomes: CheckOutcome[] = [];
    for (const plan of plans) {
      try {
        outcomes.push(...(await checkPlan(plan, options, config)));
      } catch (error) {
        if (!(error instanceof DriftError) || config === undefined) throw error;
        errors.push(error);
      }
    }
    for (const error of errors) complain(error.message);
    for (const message of new Set(
      outcomes.flatMap(({ result }) => result.failed.map(({ error }) => error)),
    )) {
      complain(message);
    }
    if (outcomes.length > 0) await write(outcomes, options, config);
    return exitCode(outcomes, options, errors.length);
  } finally {
    await sources.close();
  }
}

async function plansOf(
  options: CheckCommandOptions,
  config: Config | undefined,
  sources: OpenSources,
): Promise<{ plans: CheckPlan[]; errors: DriftError[] }> {
  if (config !== undefined) return planModels(config, sources, options.model);
  const { reference, current, features, exclude, label, timestamp, segments = [], allowRowSample } = options;
  if (reference === undefined || current === undefined) {
    throw new DriftError(
      'usage',
      'name what to compare: --reference FILE and --current FILE, or --config FOLDER',
    );
  }
  const plan = planFromFiles(await sources.get('files'), {
    reference,
    current,
    ...(features === undefined ? {} : { features: features.map(wantedFeature) }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(label === undefined ? {} : { label }),
    ...outcomeOf(options),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(allowRowSample === undefined ? {} : { rowSample: allowRowSample }),
  });
  const wishes = segments.map(segmentColumn);
  const timed = isVersion(reference) ? plan : await withTimes(plan);
  return { plans: [await withSegments(timed, wishes, isVersion(reference))], errors: [] };
}

/** What the options say of predictions and labels; without a prediction, a label is only left out of the features. */
function outcomeOf(options: CheckCommandOptions): { readonly outcome?: OutcomeWish } {
  const { prediction, label, decision, positiveLabel: positive, decisionThreshold = 0.5 } = options;
  if (prediction === undefined && label === undefined) return {};
  return {
    outcome: {
      ...(prediction === undefined ? {} : { prediction }),
      ...(label === undefined ? {} : { label }),
      ...(decision === undefined ? {} : { decision }),
      ...(positive === undefined ? {} : { positive }),
      decisionThreshold,
    },
  };
}

async function checkPlan(
  plan: CheckPlan,
  options: CheckCommandOptions,
  config: Config | undefined,
): Promise<CheckOutcome[]> {
  const saved = options.savedReference ? await savedReference(plan, options, config) : undefined;
  if (saved !== undefined) {
    const { model, created, reference } = saved;
    process.stderr.write(
      `model ${model}: using reference ${reference.version}, saved ${created.toISOString()}\n`,
    );
  }
  const bar = progressBar(plan.model);
  try {
    return await runCheck(plan, {
      onProgress: bar.update,
      ...(saved === undefined ? {} : { reference: saved.reference }),
    });
  } finally {
    bar.stop();
  }
}

/** A saved reference that was made from just what this check asks for, or the one whose version it names. */
async function savedReference(
  plan: CheckPlan,
  { reference, store }: CheckCommandOptions,
  config: Config | undefined,
): Promise<SavedReference | undefined> {
  const references = referenceStore(store, config);
  if (reference !== undefined && isVersion(reference)) {
    const named = (await references.list()).find((saved) => saved.reference.version === reference);
    if (named !== undefined) return named;
    throw new DriftError(
      'reference_missing',
      `no reference of version ${reference} is saved in ${references.folder}; see reference list`,
    );
  }
  return config === undefined ? undefined : references.find(plan.model, await referenceDefinition(plan));
}

/** Twelve hexadecimal digits, unless a file is called so. */
function isVersion(reference: string): boolean {
  return /^[0-9a-f]{12}$/.test(reference) && !existsSync(reference);
}

async function write(
  outcomes: readonly CheckOutcome[],
  { format, output, report, failOn }: CheckCommandOptions,
  config: Config | undefined,
): Promise<void> {
  const terminal = output === undefined && process.stdout.isTTY;
  const reportOptions: ReportOptions = {
    color: terminal && process.env.NO_COLOR === undefined,
    width: terminal ? process.stdout.columns : WIDTH,
    failOn: failOn ?? 'significant',
    maxPictures: config?.reports.max_pictures ?? 100,
    thresholds: config?.psi_thresholds ?? { no_change: 0.1, small_change: 0.2, significant_change: 0.25 },
    generatedAt: new Date(),
  };
  const text = await formats[format].render(outcomes, reportOptions);
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  if (output === undefined) process.stdout.write(ended);
  else await save(output, ended);
  if (report === undefined) return;
  await save(report, await formats.html.render(outcomes, reportOptions));
  const stream = format === 'table' && output === undefined ? process.stdout : process.stderr;
  stream.write(`${resolve(report)}\n`);
}

async function save(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    throw new DriftError('output_unwritable', 'cannot be written; check that its folder exists', {
      file: path,
      cause,
    });
  });
}

function exitCode(
  outcomes: readonly CheckOutcome[],
  { failOn }: CheckCommandOptions,
  errors: number,
): number {
  const found = outcomes.map(({ result }) => result.severity);
  const rank = (severity: string): number => severities.findIndex((known) => known === severity);
  if (failOn !== undefined && found.some((severity) => rank(severity) >= rank(failOn))) return 2;
  const failed = errors > 0 || outcomes.some(({ result }) => result.failed.length > 0);
  const nothingKnown = failOn !== undefined && found.every((severity) => severity === 'inconclusive');
  return failed || nothingKnown ? 1 : 0;
}

function complain(message: string): void {
  process.stderr.write(`error: ${message}\n`);
}
