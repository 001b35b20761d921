import { join } from 'node:path';
import { buildReference } from '../check/buildReference.js';
import { nameOf, planFromFiles, withSegments } from '../check/planFromFiles.js';
import type { CheckPlan } from '../check/plan.js';
import { referenceDefinition } from '../check/referenceDefinition.js';
import type { Config } from '../config/schema.js';
import { DriftError } from '../errors.js';
import { ReferenceStore } from '../store/referenceStore.js';
import { segmentColumn, wantedFeature } from './options.js';
import { OpenSources, planModels } from './planModels.js';
import { loadConfiguration } from './configuration.js';
import type { BuildOptions, ListOptions } from './reference.js';

const DEFAULT_STORE = '.drift-exporter';

/** Where references are saved: as asked, else as configured, else below the working folder. */
export function referenceStore(folder: string | undefined, config?: Config): ReferenceStore {
  const configured = config !== undefined && 'path' in config.store ? config.store.path : undefined;
  return new ReferenceStore(folder ?? configured ?? join(process.cwd(), DEFAULT_STORE));
}

/** `reference build`: prints each version and its file. */
export async function buildReferences(options: BuildOptions): Promise<number> {
  const config = options.config === undefined ? undefined : await loadConfiguration(options.config);
  const sources = new OpenSources(config ?? { sources: { files: { type: 'duckdb' } } });
  try {
    const { plans, errors } = await plansOf(options, config, sources);
    for (const error of errors) process.stderr.write(`error: ${error.message}\n`);
    let failures = errors.length;
    for (const plan of plans) failures += await build(plan, referenceStore(options.store, config));
    return failures > 0 ? 1 : 0;
  } finally {
    await sources.close();
  }
}

/** `reference list`. */
export async function listReferences(options: ListOptions): Promise<void> {
  const config = options.config === undefined ? undefined : await loadConfiguration(options.config);
  const saved = await referenceStore(options.store, config).list();
  const rows = saved.map(({ model, created, reference }) => ({
    model,
    version: reference.version,
    created: created.toISOString(),
    rows: reference.rows,
    features: reference.features.length,
  }));
  if (options.format === 'json') {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  if (rows.length === 0)
    process.stderr.write('no reference is saved; make one with `drift-exporter reference build`\n');
  for (const { model, version, created, rows: count, features } of rows) {
    process.stdout.write(`${model}  ${version}  ${created}  ${count} rows  ${features} features\n`);
  }
}

async function plansOf(options: BuildOptions, config: Config | undefined, sources: OpenSources) {
  if (config !== undefined) return planModels(config, sources, options.model);
  const { reference, features, exclude, label, timestamp, name, segments = [] } = options;
  if (reference === undefined) {
    throw new DriftError('usage', 'name what to build: --reference FILE, or --config FOLDER');
  }
  const plan = planFromFiles(await sources.get('files'), {
    reference,
    current: reference,
    ...(features === undefined ? {} : { features: features.map(wantedFeature) }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(label === undefined ? {} : { label }),
    ...(timestamp === undefined ? {} : { timestamp }),
  });
  // the same file stands for both sides, since nothing is compared
  const named = { ...plan, model: name ?? nameOf(reference), warnings: [] };
  return { plans: [await withSegments(named, segments.map(segmentColumn), false)], errors: [] };
}

/** Builds and saves one reference; returns how many of its features failed. */
async function build(plan: CheckPlan, store: ReferenceStore): Promise<number> {
  const { reference, excluded, failed, warnings } = await buildReference(plan);
  const definition = await referenceDefinition(plan);
  for (const warning of [...plan.warnings, ...warnings]) process.stderr.write(`warning: ${warning}\n`);
  for (const { error } of failed) process.stderr.write(`error: ${error.message}\n`);
  const path = await store.save({ model: plan.model, created: new Date(), definition, reference, excluded });
  process.stdout.write(
    `${plan.model}  ${reference.version}  ${reference.rows} rows  ${reference.features.length} features  ${path}\n`,
  );
  return failed.length;
}
