import { stat } from 'node:fs/promises';
import type { Relation } from '../sources/source.js';
import { definitionHash } from '../store/referenceStore.js';
import type { CheckPlan } from './plan.js';

/**
 * What a plan's reference is made from, as a hash: its rows and features, and size and time of its files. A table is
 * taken to be as it was: build the reference again after it has changed.
 */
export async function referenceDefinition({
  reference,
  features,
  exclude,
  label,
  outcome,
  minCell,
  sameHours,
  segments,
}: CheckPlan): Promise<string> {
  const { relation, from, to, timestampColumn, timestampZone } = reference;
  return definitionHash({
    relation,
    files: await fileMarks(relation),
    from,
    to,
    timestampColumn,
    timestampZone,
    features,
    exclude,
    label,
    minCell,
    sameHours,
    // absent where there are none, as in references that know of none
    segments,
    outcome,
  });
}

async function fileMarks(relation: Relation): Promise<unknown[]> {
  if (!('files' in relation)) return [];
  return Promise.all(
    relation.files.map(async (file) => {
      const found = await stat(file).catch(() => undefined);
      return [found?.size, found?.mtimeMs];
    }),
  );
}
