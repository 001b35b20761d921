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
import type { KeptReference, Store } from '../store/store.js';
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
      if (segment === '' && sum !== undefined) addSparse(sum, sparseOf(profile));
    }
  }
  const settings = detectionSettings(config, model.name);
  const moving = await pastReference(model, kept, store);
  const segments = await reportedSegments(model, kept, store, windows, settings);
  const outcomes: CheckOutcome[] = [];
  for (const [index, window] of windows.entries()) {
    await moving?.moveTo(window.from);
    const before = (feature: ReferenceFeature): Profile =>
      moving?.forWindow(feature.feature.name, window.from, window.to) ?? feature.profile;
    const { comparisons, result } = outcome(
      window,
      kept,
      before,
      sums[index] ?? new Map(),
      settings,
      config.privacy.min_cell,
    );
    const apart = segments[index];
    outcomes.push({ comparisons, result: { ...result, ...(apart && { segments: apart }) } });
  }
  return outcomes;
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
  sums: ReadonlyMap<string, MutableProfile>,
  settings: Parameters<typeof judge>[1],
  minCell: number,
): CheckOutcome {
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
