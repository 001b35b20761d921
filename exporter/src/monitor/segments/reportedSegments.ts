import { segmentResults, type ComparedSegment } from '../../check/segmentResults.js';
import type { ModelConfig } from '../../config/schema.js';
import type { SegmentResult } from '../../detection/result.js';
import type { DetectionSettings } from '../../detection/settings.js';
import { emptyProfile, type Profile } from '../../profile/profile.js';
import { segmentFeatures } from '../../profile/segmentCells.js';
import { addSparse, sparseOf, type MutableProfile } from '../../profile/sparseProfile.js';
import { segmentName } from '../../sources/segments.js';
import type { KeptReference, SegmentChoice, Store } from '../../store/store.js';
import { pastReference } from '../pastReference.js';
import type { ReportWindow } from '../reportFromStore.js';
import { indexAt } from './chosenAt.js';
import { decodeSegment } from './segmentReference.js';

/**
 * The segments of each window of a report, from what the store has counted of them; undefined where it has counted none.
 * Of values that were not chosen over all of a window nothing is told, nor of the rest where it was another one meanwhile.
 */
export async function reportedSegments(
  model: ModelConfig,
  kept: KeptReference,
  store: Store,
  windows: readonly ReportWindow[],
  settings: DetectionSettings,
): Promise<(SegmentResult[] | undefined)[]> {
  const columns: (readonly SegmentChoice[])[] = [];
  for (const { column } of model.segments) {
    columns.push(await store.segmentChoices(model.name, kept.reference.version, column));
  }
  const results: (SegmentResult[] | undefined)[] = [];
  for (const window of windows) {
    const compared: ComparedSegment[] = [];
    for (const choices of columns)
      compared.push(...(await compareColumn(model, kept, store, window, choices)));
    results.push(compared.length === 0 ? undefined : segmentResults(compared, settings));
  }
  return results;
}

async function compareColumn(
  model: ModelConfig,
  kept: KeptReference,
  store: Store,
  window: ReportWindow,
  choices: readonly SegmentChoice[],
): Promise<ComparedSegment[]> {
  const index = indexAt(choices, window.from);
  const choice = choices[index];
  if (choice === undefined) return [];
  const later = choices.slice(index + 1).filter(({ from }) => from < window.to);
  const compared: ComparedSegment[] = [];
  for (const [place, value] of [...choice.values, undefined].entries()) {
    const isWhole = later.every(({ values }) => value !== undefined && values.includes(value));
    if (!isWhole) continue;
    const { bucket, time_zone: timeZone } = model;
    const { features } = decodeSegment(choice.references[place], kept.reference.features, {
      bucket,
      timeZone,
      shift: 0,
    });
    const own = segmentFeatures(features, choice.column, value);
    const name = segmentName(choice.column, value);
    const moving = await pastReference(model, kept, store, { name, features: own });
    await moving?.moveTo(window.from);
    const current = await windowSums(kept, store, window, name);
    compared.push({
      column: choice.column,
      value: value ?? null,
      comparisons: own.map(({ feature: { name: feature }, profile }) => ({
        feature,
        comparison: {
          reference: moving?.forWindow(feature, window.from, window.to) ?? profile,
          current: current.get(feature) ?? emptyProfile(profile.grid),
        },
      })),
    });
  }
  return compared;
}

async function windowSums(
  { model, reference: { version, features } }: KeptReference,
  store: Store,
  { from, to }: ReportWindow,
  segment: string,
): Promise<ReadonlyMap<string, Profile>> {
  const sums = new Map<string, MutableProfile>();
  for await (const buckets of store.readBuckets(model, version, features, from, to, segment)) {
    for (const { feature, profile } of buckets) {
      const sum = sums.get(feature) ?? emptyProfile(profile.grid);
      addSparse(sum, sparseOf(profile));
      sums.set(feature, sum);
    }
  }
  return sums;
}
