import type { CheckOutcome, Exclusion } from '../detection/result.js';
import { judge, worstSeverity } from '../detection/verdict.js';
import { referenceOf, type Reference } from '../profile/reference.js';
import { compareWindows, type ComparedFeature } from './compareWindows.js';
import { batchSize, inBatches } from './batches.js';
import { countReference } from './countReference.js';
import type { Failure } from './features.js';
import type { CheckPlan, CheckWindow } from './plan.js';
import { prepareCheck } from './prepareCheck.js';

export interface CheckOptions {
  /** A reference that was counted before; its rows are then not read again. */
  readonly reference?: Reference;
  /** Called as features are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Compares each window with the reference and judges every feature: one outcome a window. */
export async function runCheck(plan: CheckPlan, options: CheckOptions = {}): Promise<CheckOutcome[]> {
  const prepared = await prepareCheck(plan, options.reference);
  const { features, relationOf } = prepared;
  const windows = plan.windows.map(({ selection }) => ({
    ...selection,
    relation: relationOf(selection.relation),
  }));
  const reference = { ...plan.reference, relation: relationOf(plan.reference.relation) };
  const inferred = plan.features === undefined ? prepared.columns : [];
  const size = await batchSize(plan.source, [reference, ...windows]);
  const { results, failed } = await inBatches(
    features,
    size,
    async (some) => {
      const stored = options.reference?.features.filter(({ feature }) =>
        some.some(({ name }) => name === feature.name),
      );
      const { counted, excluded } =
        stored === undefined
          ? await countReference(plan.source, reference, some, inferred)
          : { counted: stored, excluded: [] };
      const exactReference = stored === undefined ? reference : undefined;
      return { excluded, compared: await compareWindows(plan.source, counted, windows, exactReference) };
    },
    options.onProgress,
  );
  const found = {
    compared: results.flatMap(({ compared }) => compared),
    excluded: [...prepared.excluded, ...results.flatMap(({ excluded }) => excluded)],
    failed: [...prepared.failed, ...failed],
  };
  const used = options.reference ?? referenceOf(found.compared.map((feature) => feature.reference));
  return plan.windows.map((window, index) => outcome(plan, window, index, used, found));
}

function outcome(
  plan: CheckPlan,
  { name, selection, warnings }: CheckWindow,
  index: number,
  reference: Reference,
  { compared, excluded, failed }: { compared: ComparedFeature[]; excluded: Exclusion[]; failed: Failure[] },
): CheckOutcome {
  const comparisons = new Map(
    compared.flatMap(({ reference, comparisons }) => {
      const comparison = comparisons[index];
      return comparison === undefined ? [] : [[reference.feature.name, comparison] as const];
    }),
  );
  const features = judge(
    Array.from(comparisons, ([feature, comparison]) => ({ feature, comparison })),
    plan.settings,
  );
  const verdicts = features.map(({ drifted }) => drifted).filter((drifted) => drifted !== null);
  const [any] = comparisons.values();
  return {
    comparisons,
    result: {
      model: plan.model,
      ...(name === undefined ? {} : { window_name: name }),
      ...(selection.from === undefined ? {} : { from: selection.from.toISOString() }),
      ...(selection.to === undefined ? {} : { to: selection.to.toISOString() }),
      drifted: verdicts.length === 0 ? null : verdicts.includes(true),
      severity: worstSeverity(features),
      reference: { rows: reference.rows, version: reference.version },
      current: { rows: any?.current.rows ?? 0 },
      excluded,
      failed: failed.map(({ feature, error }) => ({ feature, error: error.message })),
      warnings: [...plan.warnings, ...warnings],
      features,
    },
  };
}
