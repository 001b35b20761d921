import type { CheckOutcome, Exclusion, SegmentResult } from '../detection/result.js';
import { judge, worstSeverity } from '../detection/verdict.js';
import { suppressSmallCells } from '../profile/privacy.js';
import {
  referenceOf,
  type Reference,
  type ReferenceFeature,
  type ReferenceSegment,
} from '../profile/reference.js';
import type { Selection, Source } from '../sources/source.js';
import type { Comparison } from '../statistics/statistic.js';
import { ModelJudge } from './beyond/judgeModel.js';
import { compareWindows, type ComparedFeature } from './compareWindows.js';
import { batchSize, inBatches } from './batches.js';
import { countPlanReference } from './countPlanReference.js';
import { compareSegments } from './compareSegments.js';
import type { Failure } from './features.js';
import type { CheckPlan, CheckWindow } from './plan.js';
import { nothingToCheck } from './nothingToCheck.js';
import { prepareCheck } from './prepareCheck.js';
import { countReferenceSegments } from './referenceSegments.js';

export interface CheckOptions {
  /** A reference that was counted before; its rows are then not read again. */
  readonly reference?: Reference;
  /** Called as features are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Compares each window with the reference and judges every feature: one outcome a window. */
export async function runCheck(plan: CheckPlan, options: CheckOptions = {}): Promise<CheckOutcome[]> {
  const prepared = await prepareCheck(plan, options.reference);
  const { features, relationOf, doubts } = prepared;
  const windows = plan.windows.map(({ selection }) => ({
    ...selection,
    relation: relationOf(selection.relation),
  }));
  const reference = { ...plan.reference, relation: relationOf(plan.reference.relation) };
  // the rows of a stored reference are not read, and may be gone
  const read = options.reference === undefined ? [reference, ...windows] : windows;
  const size = await batchSize(plan.source, read);
  const { results, failed } = await inBatches(
    features,
    size,
    async (some) => {
      const stored = options.reference?.features.filter(({ feature }) =>
        some.some(({ name }) => name === feature.name),
      );
      const { counted, ...rest } =
        stored === undefined
          ? await countPlanReference(plan, reference, some, doubts)
          : { counted: stored, excluded: [], failed: [] };
      const exactReference = stored === undefined && plan.sameHours === undefined ? reference : undefined;
      return { ...rest, compared: await compareWindows(plan.source, counted, windows, exactReference) };
    },
    options.onProgress,
  );
  const all = {
    compared: results.flatMap(({ compared }) => compared),
    excluded: [...prepared.excluded, ...results.flatMap(({ excluded }) => excluded)],
    failed: [...prepared.failed, ...results.flatMap((result) => result.failed), ...failed],
  };
  const { compared, excluded } = all;
  if (compared.length === 0 && all.failed.length === 0) {
    throw nothingToCheck(plan.model, doubts.identifiers, doubts.identifiers, excluded);
  }
  const used = options.reference ?? (await countedReference(plan.source, reference, compared));
  const rows = compared.length > 0 ? [] : await rowCounts(plan.source, windows);
  const segments = await segmentsOf(plan, used, compared, options.reference === undefined, reference);
  const isNew = options.reference === undefined;
  const model = await ModelJudge.open(plan, { reference, windows, counted: used, isNew, compared });
  const said = [...plan.warnings, ...prepared.warnings, ...segments.warnings, ...model.warnings];
  const warnings = [...new Set(said)];
  const outcomes: CheckOutcome[] = [];
  for (const [index, window] of plan.windows.entries()) {
    const apart =
      segments.counted && windows[index]
        ? await compareSegments(
            plan.source,
            windows[index],
            segments.features,
            segments.counted,
            plan.settings,
          )
        : undefined;
    const own = { ...all, rows: rows[index] ?? 0, ...(apart && { segments: apart }) };
    const found = outcome({ ...plan, warnings }, window, index, used, own);
    const { findings, warnings: unread } = await model.judge(index, found.result.features);
    const told = [...found.result.warnings, ...unread];
    outcomes.push({ ...found, result: { ...found.result, warnings: told, ...findings } });
  }
  return outcomes;
}

interface KnownSegments {
  readonly features: readonly ReferenceFeature[];
  /** Undefined where the model has none, or where nothing is known of them. */
  readonly counted?: readonly ReferenceSegment[];
  readonly warnings: readonly string[];
}

/** The reference's segments, of the features that were compared: counted now or, with a stored reference, as it holds them. */
async function segmentsOf(
  plan: CheckPlan,
  used: Reference,
  compared: readonly ComparedFeature[],
  isNew: boolean,
  selection: Selection,
): Promise<KnownSegments> {
  const features = compared.map(({ reference }) => reference);
  if (plan.segments === undefined) return { features, warnings: [] };
  if (isNew) {
    return { features, counted: await countReferenceSegments(plan, selection, features), warnings: [] };
  }
  const held = used.segments ?? [];
  const missing = plan.segments.filter(({ column }) => !held.some((segment) => segment.column === column));
  const warnings = missing.map(
    ({ column }) =>
      `the saved reference holds no segments of ${JSON.stringify(column)}, so none are compared; build it again`,
  );
  const wanted = held.filter((segment) => plan.segments?.some(({ column }) => column === segment.column));
  if (wanted.length === 0) return { features, warnings };
  const places = features.map((own) => used.features.indexOf(own));
  const counted = wanted.map((segment) => ({
    ...segment,
    profiles: places.flatMap((place) => segment.profiles[place] ?? []),
  }));
  return { features, counted, warnings };
}

/** The reference of this check; its rows are asked for where no feature tells them. */
async function countedReference(
  source: Source,
  selection: Selection,
  compared: readonly ComparedFeature[],
): Promise<Reference> {
  const reference = referenceOf(compared.map((feature) => feature.reference));
  return compared.length > 0 ? reference : { ...reference, rows: await source.rowCount(selection) };
}

async function rowCounts(source: Source, windows: readonly Selection[]): Promise<number[]> {
  const counts: number[] = [];
  for (const window of windows) counts.push(await source.rowCount(window));
  return counts;
}

interface Found {
  readonly compared: readonly ComparedFeature[];
  readonly excluded: readonly Exclusion[];
  readonly failed: readonly Failure[];
  /** Of the window, where no feature tells. */
  readonly rows: number;
  readonly segments?: readonly SegmentResult[];
}

function outcome(
  plan: CheckPlan,
  { name, selection, warnings }: CheckWindow,
  index: number,
  reference: Reference,
  { compared, excluded, failed, rows, segments }: Found,
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
  const [first] = comparisons.values();
  return {
    comparisons: new Map(
      Array.from(comparisons, ([feature, pair]) => [feature, published(pair, plan.minCell)]),
    ),
    result: {
      model: plan.model,
      ...(name === undefined ? {} : { window_name: name }),
      ...(selection.from === undefined ? {} : { from: selection.from.toISOString() }),
      ...(selection.to === undefined ? {} : { to: selection.to.toISOString() }),
      drifted: verdicts.length === 0 ? null : verdicts.includes(true),
      severity: worstSeverity(features),
      reference: { rows: reference.rows, version: reference.version },
      current: { rows: first?.current.rows ?? rows },
      excluded,
      failed: failed.map(({ feature, error }) => ({ feature, error: error.message })),
      warnings: [...plan.warnings, ...warnings],
      features,
      ...(segments && { segments }),
    },
  };
}

/** What pictures may show. */
function published(comparison: Comparison, minCell = 1): Comparison {
  return { ...comparison, current: suppressSmallCells(comparison.current, minCell) };
}
