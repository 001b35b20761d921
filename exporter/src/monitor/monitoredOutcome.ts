import { outcomePlan, type OutcomePlan } from '../check/beyond/outcomePlan.js';
import { resolveOutcome } from '../check/beyond/resolveOutcome.js';
import type { Reference } from '../profile/reference.js';
import type { MonitoringPlan } from './plan.js';

/** How labels and predictions are read, just as they were in the reference; undefined where nothing is told of them. */
export async function monitoredOutcome(
  { check: { outcome: wish, features, reference: rowsOfReference, model }, source, rows }: MonitoringPlan,
  reference: Reference,
  onWarning: (warning: string) => void,
): Promise<OutcomePlan | undefined> {
  if (wish === undefined) return undefined;
  const { capabilities } = source;
  if (capabilities.joint && reference.outcome === undefined) {
    onWarning(
      `the reference in use holds no labels and predictions; \`reference promote --model ${JSON.stringify(model)}\` builds one that does`,
    );
    return undefined;
  }
  const columns = capabilities.joint ? await source.columns(rows.relation) : [];
  const { definition, warnings } = await resolveOutcome(
    source,
    rowsOfReference,
    columns,
    wish,
    features,
    reference.outcome,
  );
  for (const warning of warnings) onWarning(warning);
  return definition && outcomePlan(definition, reference.features, wish);
}
