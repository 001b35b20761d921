import { formatDuration } from '../config/duration.js';
import type { Config, ModelConfig } from '../config/schema.js';
import { configWarnings } from '../config/warnings.js';
import { readModel } from '../detection/lstm/modelFile.js';
import { loadConfiguration } from './configuration.js';
import { DriftError } from '../errors.js';

/** Where output goes, line by line. */
export interface Io {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

/**
 * Checks a configuration without touching a source: a summary to `out`, warnings and problems to `error`.
 * @returns the exit code, 0 where the configuration is valid and 1 where it is not
 */
export async function validateConfig(folder: string, io: Io): Promise<0 | 1> {
  let config: Config;
  try {
    config = await loadConfiguration(folder);
    const { enabled, model } = config.detection.lstm;
    if (enabled && model !== undefined) await readModel(model);
  } catch (error) {
    if (!(error instanceof DriftError)) throw error;
    io.error(error.message);
    return 1;
  }
  for (const warning of configWarnings(config)) {
    io.error(`warning: ${warning}`);
  }
  for (const model of config.models) {
    io.out(`ok: ${describe(model)}`);
  }
  if (config.models.length === 0) {
    io.out('ok: no models');
  }
  return 0;
}

/** One model in a line. */
function describe(model: ModelConfig): string {
  const features =
    model.features === undefined ? 'inferred features' : count(model.features.length, 'feature');
  return `model ${model.name}: ${features} of ${origin(model)}, compared with ${comparedWith(model)}, ${windows(model)}`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

function origin({ source, table, query, files, stream }: ModelConfig): string {
  if (stream) return 'a stream';
  const rows =
    table !== undefined
      ? `table ${table}`
      : query !== undefined
        ? 'a query'
        : count(files?.length ?? 0, 'path');
  return `${rows} in source ${source}`;
}

function comparedWith({ reference }: ModelConfig): string {
  switch (reference?.kind) {
    case undefined:
      return 'nothing';
    case 'range': {
      const ends = [
        reference.from === undefined ? '' : ` from ${reference.from.toISOString()}`,
        reference.to === undefined ? '' : ` before ${reference.to.toISOString()}`,
      ];
      return `rows${ends.join('')}`;
    }
    case 'table':
      return `table ${reference.table}`;
    case 'query':
      return 'a query';
    case 'files':
      return count(reference.files.length, 'path');
    case 'rolling':
      return `the last ${formatDuration(reference.rolling)}`;
    case 'seasonal':
      return `the same weekdays and hours of the last ${formatDuration(reference.seasonal)}`;
  }
}

function windows({ check_windows }: ModelConfig): string {
  if (check_windows === 'all') return 'all rows at once';
  return `by ${typeof check_windows === 'number' ? formatDuration(check_windows) : check_windows}`;
}
