import type { ModelFindings } from '../../detection/model/modelFindings.js';
import type {
  CovariateRecord,
  DecompositionRecord,
  ImportanceRecord,
  PerformanceRecord,
  RecordedWindow,
} from '../../store/records.js';

/** By kind, growing. */
export interface WindowRecords {
  readonly performance: PerformanceRecord[];
  readonly covariate: CovariateRecord[];
  readonly importance: ImportanceRecord[];
  readonly decompositions: DecompositionRecord[];
}

export function noRecords(): WindowRecords {
  return { performance: [], covariate: [], importance: [], decompositions: [] };
}

/**
 * Adds records to others. Features have theirs once a window length, since those of one window and the next are nearly the same.
 * @param isWhole whether a window length has gone by since the last time
 */
export function addRecords(all: WindowRecords, some: WindowRecords, isWhole: boolean): void {
  all.performance.push(...some.performance);
  all.covariate.push(...some.covariate);
  if (!isWhole) return;
  all.importance.push(...some.importance);
  all.decompositions.push(...some.decompositions);
}

/** What is kept of a window's findings. @param rows of the window */
export function findingRecords(
  window: RecordedWindow,
  { performance, concept, covariate, importance, attribution, changes = [] }: ModelFindings,
  rows: number,
): WindowRecords {
  const detected = concept?.detected;
  const shares = new Map(attribution?.drift?.map(({ feature, share }) => [feature, share]));
  const known = new Map(importance?.features.map((entry) => [entry.feature, entry]));
  return {
    performance: Object.entries(performance?.metrics ?? {}).map(
      ([metric, { reference, measured, estimated }]) => ({
        ...window,
        metric,
        rows,
        labelledRows: performance?.labelled_rows ?? 0,
        ...(measured && { value: measured.value }),
        ...(estimated && { estimated: estimated.value }),
        ...(estimated?.lower === undefined ? {} : { estimatedLower: estimated.lower }),
        ...(estimated?.upper === undefined ? {} : { estimatedUpper: estimated.upper }),
        ...(reference && { reference: reference.value }),
        ...(typeof detected === 'boolean' ? { conceptDetected: detected } : {}),
      }),
    ),
    covariate: Object.entries(covariate?.statistics ?? {}).map(
      ([statistic, { change, threshold, exceeded }]) => ({
        ...window,
        statistic,
        score: change,
        reason: covariate?.reason ?? '',
        ...(threshold === undefined ? {} : { threshold }),
        ...(exceeded === null ? {} : { detected: exceeded }),
      }),
    ),
    importance: [...new Set([...known.keys(), ...shares.keys()])].map((feature) => {
      const [entry, share] = [known.get(feature), shares.get(feature)];
      return {
        ...window,
        feature,
        ...(importance && entry && { method: importance.method, rank: entry.rank }),
        ...(entry?.share === undefined ? {} : { share: entry.share }),
        ...(entry?.reference_share === undefined ? {} : { referenceShare: entry.reference_share }),
        ...(entry?.reference_rank === undefined ? {} : { referenceRank: entry.reference_rank }),
        ...(share === undefined ? {} : { attribution: share }),
      };
    }),
    decompositions: changes.flatMap(({ target, change, views }) =>
      views.map(({ feature, covariate: moved, concept: changed, interaction }) => ({
        ...window,
        feature,
        target,
        change,
        covariate: moved,
        concept: changed,
        interaction,
      })),
    ),
  };
}
