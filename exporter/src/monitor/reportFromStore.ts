import { timeWindows } from '../check/windows.js';
import { detectionSettings } from '../check/planFromConfig.js';
import type { Config, ModelConfig } from '../config/schema.js';
import type { CheckOutcome } from '../detection/result.js';
import { judge, worstSeverity } from '../detection/verdict.js';
import { DriftError } from '../errors.js';
import { emptyProfile, type Profile } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { suppressSmallCells } from '../profile/privacy.js';
import { addSparse, sparseOf, type MutableProfile } from '../profile/sparseProfile.js';
import type { Comparison } from '../statistics/statistic.js';
import type { KeptReference, Store } from '../store/store.js';
import { JointSum } from './beyond/jointSum.js';
import { ReportedFindings } from './beyond/reportedFindings.js';
import { pastReference } from './pastReference.js';
import { reportedSegments } from './segments/reportedSegments.js';

/** [from, to), milliseconds since the epoch. */
export interface ReportWindow {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The same outcomes as a one-shot check of [from, to), window by window as `check_windows` says, from the counts that the
 * store holds: no row is read again.
 */
export async function reportFromStore(
  config: Config,
  model: ModelConfig,
  store: Store,
  from: Date,
  to: Date,
): Promise<CheckOutcome[]> {
  const kept = await store.references.active(model.name);
  if (kept === undefined) {
    throw new DriftError(
      'reference_missing',
      `model ${model.name} has no reference in the store yet; let the monitor run first`,
    );
  }
  const windows = windowsOf(model, from, to);
  const sums = windows.map(() => emptySums(kept));
  const joints = windows.map(() => new Map<string, JointSum>());
  const { version, features } = kept.reference;
  for await (const buckets of store.readBuckets(
    model.name,
    version,
    features,
    from.getTime(),
    to.getTime(),
  )) {
    for (const { start, feature, segment, profile } of buckets) {
      const index = windows.findIndex((window) => start >= window.from && start < window.to);
      const sum = sums[index]?.get(feature);
      if (segment !== '' || sum === undefined) continue;
      addSparse(sum, sparseOf(profile));
      const joint = joints[index]?.get(feature) ?? new JointSum();
      joints[index]?.set(feature, joint);
      joint.add(profile);
    }
  }
  const settings = detectionSettings(config, model.name);
  const moving = await pastReference(model, kept, store);
  const segments = await reportedSegments(model, kept, store, windows, settings);
  const findings = await ReportedFindings.open(model, kept, store, windows, settings);
  const outcomes: CheckOutcome[] = [];
  for (const [index, window] of windows.entries()) {
    await moving?.moveTo(window.from);
    const before = (feature: ReferenceFeature): Profile =>
      moving?.forWindow(feature.feature.name, window.from, window.to) ?? feature.profile;
    const { comparisons, compared, result } = outcome(
      window,
      kept,
      before,
      withJoint(sums[index], joints[index]),
      settings,
      config.privacy.min_cell,
    );
    const apart = segments[index];
    const found = findings?.judge(index, window, result.features, compared);
    outcomes.push({ comparisons, result: { ...result, ...(apart && { segments: apart }), ...found } });
  }
  return outcomes;
}

function withJoint(
  sums: ReadonlyMap<string, Profile> = new Map(),
  joints: ReadonlyMap<string, JointSum> = new Map(),
): ReadonlyMap<string, Profile> {
  return new Map(
    Array.from(sums, ([feature, sum]) => [feature, { ...sum, joint: joints.get(feature)?.joint ?? {} }]),
  );
}

function windowsOf({ check_windows: length }: ModelConfig, from: Date, to: Date): ReportWindow[] {
  if (length === 'all') return [{ name: 'all', from: from.getTime(), to: to.getTime() }];
  const { windows } = timeWindows(from, new Date(to.getTime() - 1), length);
  return windows.map((window) => ({
    name: window.name,
    from: window.from.getTime(),
    to: window.to.getTime(),
  }));
}

function emptySums({ reference }: KeptReference): Map<string, MutableProfile> {
  return new Map(
    reference.features.map(({ feature, profile }) => [
      feature.name,
      emptyProfile(profile.grid) as MutableProfile,
    ]),
  );
}

function outcome(
  { name, from, to }: ReportWindow,
  { model, reference, excluded }: KeptReference,
  before: (feature: ReferenceFeature) => Profile,
  sums: ReadonlyMap<string, Profile>,
  settings: Parameters<typeof judge>[1],
  minCell: number,
): CheckOutcome & { readonly compared: ReadonlyMap<string, Comparison> } {
  const comparisons = new Map(
    reference.features.map((entry) => {
      const { feature, profile } = entry;
      const current = sums.get(feature.name) ?? emptyProfile(profile.grid);
      return [feature.name, { reference: before(entry), current }];
    }),
  );
  const features = judge(
    Array.from(comparisons, ([feature, comparison]) => ({ feature, comparison })),
    settings,
  );
  const verdicts = features.map(({ drifted }) => drifted).filter((drifted) => drifted !== null);
  const [first] = comparisons.values();
  return {
    compared: comparisons,
    comparisons: new Map(
      Array.from(comparisons, ([feature, pair]) => [
        feature,
        { ...pair, current: suppressSmallCells(pair.current, minCell) },
      ]),
    ),
    result: {
      model,
      window_name: name,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      drifted: verdicts.length === 0 ? null : verdicts.includes(true),
      severity: worstSeverity(features),
      reference: { rows: first?.reference.rows ?? reference.rows, version: reference.version },
      current: { rows: first?.current.rows ?? 0 },
      excluded,
      failed: [],
      warnings: [],
      features,
    },
  };
}
