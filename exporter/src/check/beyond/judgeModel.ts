import { attribution } from '../../detection/model/attribution.js';
import { featureView, type JointComparison } from '../../detection/model/featureView.js';
import type { ModelComparison } from '../../detection/model/modelComparison.js';
import { findInModel, type ModelFindings } from '../../detection/model/modelFindings.js';
import { usualChange, type UsualChange } from '../../detection/model/usualChange.js';
import type { FeatureResult } from '../../detection/result.js';
import type { Profile } from '../../profile/profile.js';
import type { Reference } from '../../profile/reference.js';
import type { Selection } from '../../sources/source.js';
import type { ComparedFeature } from '../compareWindows.js';
import type { Failure } from '../features.js';
import type { CheckPlan } from '../plan.js';
import { DomainCheck } from './domainCheck.js';
import { CovariateCheck } from './covariateCheck.js';
import { countOutcomes } from './countOutcomes.js';
import { readImportance, type FoundImportance } from './givenImportance.js';
import { outcomePlan, type OutcomePlan } from './outcomePlan.js';
import { ownWindows } from './ownWindows.js';
import { resolveOutcome } from './resolveOutcome.js';
import { SegmentSearch } from './searchSegments.js';
import { SequenceSignals } from './sequenceSignals.js';
import { uncounted } from './uncounted.js';
import { withReferenceOutcomes } from './withReferenceOutcomes.js';

/** What is judged: the reference as rows and as counts, and the windows. */
export interface ModelRows {
  readonly reference: Selection;
  readonly windows: readonly Selection[];
  readonly counted: Reference;
  /** Whether the reference's rows are there to be counted. */
  readonly isNew: boolean;
  readonly compared: readonly ComparedFeature[];
}

/** A plan whose reference has been looked at as a whole, so that each window can be. */
export class ModelJudge {
  /** Absent where the reference's rows may be gone. */
  readonly #segments: SegmentSearch | undefined;

  private constructor(
    readonly plan: CheckPlan,
    readonly rows: ModelRows,
    readonly reference: Reference,
    readonly outcome: OutcomePlan | undefined,
    readonly usual: ReadonlyMap<string, UsualChange>,
    readonly covariate: CovariateCheck | undefined,
    readonly classifier: DomainCheck | undefined,
    readonly signals: SequenceSignals | undefined,
    readonly importance: FoundImportance['importance'],
    readonly warnings: readonly string[],
  ) {
    const { isNew, compared, reference: selection } = rows;
    if (isNew && plan.sameHours === undefined) {
      const features = compared.map((entry) => entry.reference);
      this.#segments = new SegmentSearch(plan.source, selection, features);
    }
  }

  static async open(plan: CheckPlan, rows: ModelRows): Promise<ModelJudge> {
    const { source } = plan;
    const { reference, outcome, warnings } = rows.isNew
      ? await withReferenceOutcomes(plan, rows.reference, rows.counted)
      : await storedOutcomes(plan, rows);
    const own =
      outcome !== undefined && rows.isNew && plan.sameHours === undefined
        ? await ownWindows(source, rows.reference, reference.features, outcome)
        : new Map<string, readonly Profile[]>();
    const { covariateFeatures: most = 0 } = plan;
    const inputs = reference.features.filter(({ feature }) => !outcome?.outputs.includes(feature.name));
    const covariate =
      rows.isNew && most > 0 && plan.sameHours === undefined
        ? await CovariateCheck.open(source, rows.reference, inputs, rows.windows, plan.settings, most)
        : undefined;
    const classifier =
      plan.rowSample === true && rows.isNew && plan.sameHours === undefined
        ? await DomainCheck.open(
            source,
            rows.reference,
            inputs.slice(0, most).map(({ feature }) => feature),
            rows.windows,
            plan.settings,
          )
        : undefined;
    const usual = new Map(
      Array.from(own, ([feature, profiles]) => [
        feature,
        usualChange(profiles, outcome?.definition.task ?? 'regression', feature === outcome?.score),
      ]),
    );
    const signals =
      outcome !== undefined && rows.isNew && plan.sameHours === undefined
        ? await SequenceSignals.open(source, rows.reference, outcome.definition, plan.settings.minRows)
        : undefined;
    const names = reference.features.map(({ feature }) => feature.name);
    const outputs = outcome?.outputs ?? [];
    const given = await readImportance(plan, names, outputs);
    const narrowed = covariate?.warning === undefined ? [] : [covariate.warning];
    return new ModelJudge(
      plan,
      rows,
      reference,
      outcome,
      usual,
      covariate,
      classifier,
      signals,
      given.importance,
      [...warnings, ...narrowed, ...given.warnings],
    );
  }

  /** @param index of the window */
  async judge(
    index: number,
    features: readonly FeatureResult[],
  ): Promise<{ readonly findings: ModelFindings; readonly warnings: readonly string[] }> {
    const { plan, rows, outcome, reference } = this;
    const window = rows.windows[index];
    if (window === undefined) return { findings: {}, warnings: [] };
    const failures: Failure[] = [];
    const joint = await this.#joint(window, failures);
    const score = joint.find(({ feature }) => feature === outcome?.score);
    const current = rows.compared[0]?.comparisons[index]?.current.rows ?? 0;
    const comparison: ModelComparison = {
      task: outcome?.definition.task ?? 'regression',
      rows: { reference: reference.rows, current },
      // of what could not be read a warning tells
      hasLabel: outcome?.definition.label !== undefined && joint.length > 0,
      views: joint.map((pair) => featureView(pair, outcome?.definition.task ?? 'regression')),
      ...(score && { score }),
      outputs: outcome?.outputs ?? [],
      features,
      minRows: plan.settings.minRows,
      ...(this.importance && { importance: this.importance }),
    };
    const drift = attribution.compute(comparison)?.drift;
    const wholeOf = (feature: string): Profile | undefined =>
      rows.compared.find(({ reference: { feature: own } }) => own.name === feature)?.comparisons[index]
        ?.current;
    const segments = drift === undefined ? [] : await this.#segments?.find(window, drift, wholeOf);
    const covariate = await this.covariate?.judge(window);
    const classifier = await this.classifier?.judge(window);
    const signals = await this.signals?.judge(window);
    const findings = findInModel({
      ...comparison,
      ...(segments && { segments }),
      ...(covariate && { covariate }),
      ...(classifier && { classifier }),
      ...(signals && { signals }),
    });
    return { findings, warnings: uncounted('the current data', failures) };
  }

  async #joint(window: Selection, failures: Failure[]): Promise<JointComparison[]> {
    const { outcome, reference, plan, usual } = this;
    if (outcome === undefined) return [];
    const counted = await countOutcomes(plan.source, window, reference.features, outcome, (one) =>
      failures.push(one),
    );
    return reference.features.flatMap(({ feature: { name }, profile }): JointComparison[] => {
      const current = counted.get(name);
      return current === undefined
        ? []
        : [{ feature: name, reference: profile, current, usual: usual.get(name) ?? {} }];
    });
  }
}

/** How labels and predictions are read where the reference was counted before. */
async function storedOutcomes(
  { source, outcome: wish, features }: CheckPlan,
  { counted, windows: [window], reference }: ModelRows,
): Promise<Awaited<ReturnType<typeof withReferenceOutcomes>>> {
  if (wish === undefined || window === undefined) return { reference: counted, warnings: [] };
  if (counted.outcome === undefined) {
    return {
      reference: counted,
      warnings: ['the saved reference holds no labels and predictions; build it again to compare them'],
    };
  }
  const columns = await source.columns(window.relation);
  const { definition, warnings } = await resolveOutcome(
    source,
    reference,
    columns,
    wish,
    features,
    counted.outcome,
  );
  if (definition === undefined) return { reference: counted, warnings };
  return { reference: counted, outcome: outcomePlan(definition, counted.features, wish), warnings };
}
