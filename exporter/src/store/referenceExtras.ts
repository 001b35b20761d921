import { z } from 'zod';
import { DriftError } from '../errors.js';
import type { Reference, ReferenceOutcome } from '../profile/reference.js';
import { storableText, type Queryable } from './database.js';

/** What a reference has beside its features, as files and databases keep it. */
export const writtenExtras = z.object({
  outcome: z
    .object({
      task: z.enum(['classification', 'regression']),
      center: z.number(),
      score: z.string().optional(),
    })
    .optional(),
  extras: z.record(z.string(), z.unknown()).optional(),
});

type Extras = Pick<Reference, 'outcome' | 'extras'>;

/** What there is of them to write. */
export function extrasOf({ outcome, extras }: Extras): Extras {
  return { ...(outcome && { outcome }), ...(extras && { extras }) };
}

/** As they were before they were written. */
export function readExtras({ outcome, extras }: z.output<typeof writtenExtras>): Extras {
  return extrasOf({ ...(outcome && { outcome: outcomeOf(outcome) }), ...(extras && { extras }) });
}

function outcomeOf({
  task,
  center,
  score,
}: NonNullable<z.output<typeof writtenExtras>['outcome']>): ReferenceOutcome {
  return { task, center, ...(score === undefined ? {} : { score }) };
}

/** Keeps them in place of what was there of this version. */
export async function putExtras(
  transaction: Queryable,
  model: string,
  reference: Pick<Reference, 'version' | 'outcome' | 'extras'>,
): Promise<void> {
  const key = [storableText(model), reference.version];
  const extras = extrasOf(reference);
  if (Object.keys(extras).length === 0) {
    await transaction.query('DELETE FROM drift.reference_extras WHERE model = $1 AND version = $2', key);
    return;
  }
  await transaction.query(
    `INSERT INTO drift.reference_extras (model, version, content) VALUES ($1, $2, $3)
     ON CONFLICT (model, version) DO UPDATE SET content = excluded.content`,
    [...key, JSON.stringify(extras)],
  );
}

/** @throws DriftError `reference_corrupt` */
export async function loadExtras(queryable: Queryable, model: string, version: string): Promise<Extras> {
  const [found] = await queryable.query<{ content: string }>(
    'SELECT content FROM drift.reference_extras WHERE model = $1 AND version = $2',
    [storableText(model), version],
  );
  if (found === undefined) return {};
  try {
    return readExtras(writtenExtras.parse(JSON.parse(found.content)));
  } catch (cause) {
    throw new DriftError(
      'reference_corrupt',
      `what is kept of the reference ${version} of model ${model} beside its counts cannot be read; build it again`,
      { cause },
    );
  }
}
