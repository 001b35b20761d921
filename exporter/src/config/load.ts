import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { DriftError } from '../errors.js';
import { crossCheckMonitoring, crossCheckThresholds } from './crossChecks.js';
import { readDocument, type ConfigDocument } from './document.js';
import { expandEnvironment, type Environment, type Problem } from './environment.js';
import { deepFreeze } from './freeze.js';
import { explain } from './issues.js';
import { plainSecrets } from './plainSecrets.js';
import { formatPath } from './keyPath.js';
import { forParts, inParts } from './parts.js';
import { joinProblems } from './problems.js';
import { configSchema, type Config, type Registries } from './schema.js';

export const THRESHOLDS_FILE = 'drift_thresholds.yaml';
export const MONITORING_FILE = 'monitoring_config.yaml';

export interface LoadOptions {
  readonly registries: Registries;
  /** Where `${ENV_NAME}` comes from; the process's own where absent. */
  readonly environment?: Environment;
}

/** The two files as they lie on disk; a file that is not there is absent. */
export interface ConfigFiles {
  readonly folder: string;
  readonly monitoringName: string;
  readonly monitoring?: Uint8Array;
  readonly thresholds?: Uint8Array;
}

/**
 * Reads `monitoring_config.yaml` and `drift_thresholds.yaml`.
 * @param path their folder, or the path of the former, beside which the latter is looked for
 * @throws DriftError `config_missing`, or `config_invalid` with every problem of both files
 */
export async function loadConfig(path: string, options: LoadOptions): Promise<Config> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new DriftError('config_missing', 'no such file or folder', { file: path, cause });
  });
  const folder = resolve(info.isDirectory() ? path : dirname(path));
  const monitoringName = info.isDirectory() ? MONITORING_FILE : basename(path);
  const [monitoring, thresholds] = await Promise.all(
    [monitoringName, THRESHOLDS_FILE].map((name) => readIfPresent(folder, name)),
  );
  if (monitoring === undefined && thresholds === undefined) {
    throw new DriftError(
      'config_missing',
      `neither ${MONITORING_FILE} nor ${THRESHOLDS_FILE} is in this folder`,
      { file: path },
    );
  }
  return parseConfig({ folder, monitoringName, monitoring, thresholds }, options);
}

/** Validates files that have been read. Reads nothing itself but the files that hold secrets. */
export function parseConfig(files: ConfigFiles, options: LoadOptions): Config {
  const { registries, environment = process.env } = options;
  const schema = configSchema(registries, files);
  const monitoring = open(files.monitoringName, files.monitoring, environment);
  const thresholds = open(THRESHOLDS_FILE, files.thresholds, environment);
  const monitoringConfig = validate(
    schema.monitoringConfig,
    monitoring,
    crossCheckMonitoring(monitoring.value, registries),
  );
  const driftThresholds = validate(
    schema.driftThresholds,
    thresholds,
    crossCheckThresholds(thresholds.value, monitoring.value),
  );
  if (monitoringConfig === undefined || driftThresholds === undefined) {
    throw joinProblems([...thresholds.errors, ...monitoring.errors]);
  }
  const { models } = monitoringConfig;
  const { critical, warning } = driftThresholds.alert_rules;
  return deepFreeze({
    ...driftThresholds,
    alert_rules: {
      critical: critical.flatMap((rule) => forParts(rule, models)),
      warning: warning.flatMap((rule) => forParts(rule, models)),
    },
    ...monitoringConfig,
    models: models.flatMap(inParts),
    folder: files.folder,
    file: files.monitoringName,
    plain_secrets: plainSecrets(monitoringConfig, monitoring.written),
  });
}

/** A file on its way to being valid. */
interface Opened {
  readonly document?: ConfigDocument;
  /** As it stands in the file. */
  readonly written: unknown;
  /** With variables filled in. */
  readonly value: unknown;
  /** Variables that could not be filled in. */
  readonly unset: readonly Problem[];
  readonly errors: DriftError[];
}

function open(name: string, bytes: Uint8Array | undefined, environment: Environment): Opened {
  const document = bytes === undefined ? undefined : readDocument(name, bytes);
  if (document === undefined || Array.isArray(document)) {
    return { written: {}, value: {}, unset: [], errors: document ?? [] };
  }
  const unset: Problem[] = [];
  const written = document.value ?? {};
  const value = expandEnvironment(written, environment, unset);
  return { document, written, value, unset, errors: [] };
}

/** The validated file; undefined where anything is wrong with it, which then is in `errors`. */
function validate<Schema extends z.ZodType>(
  schema: Schema,
  { document, written, value, unset, errors }: Opened,
  crossChecked: readonly Problem[],
): z.output<Schema> | undefined {
  const result = schema.safeParse(value);
  if (document !== undefined) {
    const explained = result.success ? [] : explain(result.error.issues, written);
    const keys = new Set(unset.map(({ path }) => formatPath(path)));
    const others = [...explained, ...crossChecked].filter(({ path }) => !keys.has(formatPath(path)));
    errors.push(...[...unset, ...others].map(({ path, message }) => document.errorAt(path, message)));
    errors.sort((a, b) => (a.context.line ?? 0) - (b.context.line ?? 0));
  }
  return result.success && errors.length === 0 ? result.data : undefined;
}

async function readIfPresent(folder: string, name: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(folder, name));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      return undefined;
    }
    const detail =
      code === 'EISDIR' ? 'is a folder, expected a file' : `cannot be read (${code ?? String(cause)})`;
    throw new DriftError('config_invalid', detail, { file: name, cause });
  }
}
