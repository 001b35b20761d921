import type { ModelConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { Reference } from '../profile/reference.js';
import { timeColumnOf, type Shape } from './shape.js';
import type { TargetColumn } from './targets/target.js';

/** Fails, naming all columns that are missing and why each is needed. @throws DriftError `column_missing` */
export function requireColumns({
  model,
  shape,
  target,
  reference,
  file,
}: {
  readonly model: ModelConfig;
  readonly shape: Shape;
  readonly target: readonly TargetColumn[] | undefined;
  readonly reference: Reference | undefined;
  readonly file: string;
}): void {
  const { key = [], rules = [] } = model.ingest ?? {};
  const found = new Set(shape.columns.map(({ name }) => name));
  const missing = new Map<string, string>();
  const need = (name: string | undefined, why: string): void => {
    if (name !== undefined && !found.has(name) && !missing.has(name)) missing.set(name, why);
  };
  for (const name of key) need(name, 'ingest.key');
  for (const { column } of rules) need(column, 'ingest.rules');
  need(timeColumnOf(model), 'timestamp_column');
  for (const { name, required } of target ?? []) if (required) need(name, 'the target needs a value');
  for (const { feature } of reference?.features ?? []) {
    if (feature.expression === undefined) need(feature.name, 'a feature of the model');
  }
  if (missing.size > 0) {
    const list = Array.from(missing, ([name, why]) => `${JSON.stringify(name)} (${why})`).join(', ');
    const has = [...found].map((name) => JSON.stringify(name)).join(', ');
    throw new DriftError('column_missing', `there is no column ${list}; the file has ${shorten(has)}`, {
      file,
    });
  }
  if (shape.output.length === 0) {
    throw new DriftError(
      'no_common_columns',
      `none of its columns is one of the target's; check the file and its delimiter`,
      { file },
    );
  }
  const unwritable = key.find((name) => !shape.output.some((column) => column.name === name));
  if (unwritable !== undefined) {
    throw new DriftError(
      'column_missing',
      `the target has no column ${JSON.stringify(unwritable)} (ingest.key)`,
      {
        file,
      },
    );
  }
}

const LONG = 300;

function shorten(text: string): string {
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}
