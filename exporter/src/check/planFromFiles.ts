import { basename, resolve } from 'node:path';
import type { SegmentConfig } from '../config/schema.js';
import { defaultDetection } from '../detection/settings.js';
import type { Source } from '../sources/source.js';
import type { OutcomeWish } from './beyond/outcomeWish.js';
import type { CheckPlan, WantedFeature } from './plan.js';
import { segmentColumns } from './segmentColumns.js';

/** As the configuration's default. */
const COVARIATE_FEATURES = 100;

export interface FileCheck {
  readonly reference: string;
  readonly current: string;
  readonly features?: readonly WantedFeature[];
  readonly exclude?: readonly string[];
  readonly label?: string;
  /** How predictions and labels are read. */
  readonly outcome?: OutcomeWish;
  readonly timestamp?: string;
  readonly rowSample?: boolean;
}

/** Two files and nothing else: all rows of the one against all rows of the other. */
export function planFromFiles(source: Source, files: FileCheck): CheckPlan {
  const { reference, current, features, exclude = [], label, timestamp, outcome, rowSample = false } = files;
  const prediction = outcome?.prediction;
  const same = resolve(reference) === resolve(current);
  return {
    model: nameOf(current),
    source,
    reference: { relation: { files: [reference] } },
    windows: [{ selection: { relation: { files: [current] } }, warnings: [] }],
    exclude,
    settings: defaultDetection,
    covariateFeatures: COVARIATE_FEATURES,
    rowSample,
    warnings: same ? ['the reference and the current data are the same file'] : [],
    // what a model predicts is looked at as its features are
    ...(features === undefined
      ? {}
      : {
          features:
            prediction === undefined ||
            exclude.includes(prediction) ||
            features.some(({ name }) => name === prediction)
              ? features
              : [...features, { name: prediction }],
        }),
    ...(outcome && { outcome }),
    ...(label === undefined ? {} : { label }),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

/** Adds the columns by which rows are judged apart, as far as both sides have them; a saved reference is not asked. */
export async function withSegments(
  plan: CheckPlan,
  segments: readonly SegmentConfig[],
  isSaved: boolean,
): Promise<CheckPlan> {
  const current = plan.windows[0]?.selection ?? plan.reference;
  const sides = [current, isSaved ? current : plan.reference] as const;
  const { found, warnings } = await segmentColumns(plan.source, { name: plan.model, segments }, sides);
  return {
    ...plan,
    warnings: [...plan.warnings, ...warnings],
    ...(found.length === 0 ? {} : { segments: found }),
  };
}

/**
 * Adds the time of rows where both sides have it as such: it tells how much the reference varies by itself, and in what order errors
 * came. All rows count all the same.
 */
export async function withTimes(plan: CheckPlan): Promise<CheckPlan> {
  const { timestamp, source, reference, windows } = plan;
  const [window] = windows;
  if (timestamp === undefined || window === undefined) return plan;
  for (const { relation } of [reference, window.selection]) {
    const found = (await source.columns(relation)).find(({ name }) => name === timestamp);
    if (found === undefined) return plan;
    if (found.kind === 'timestamp' && !/^TIME\b/.test(found.type)) continue;
    const warning = `column ${JSON.stringify(timestamp)} is ${found.type}, not a timestamp, so nothing is told of when errors changed`;
    return { ...plan, warnings: [...plan.warnings, warning] };
  }
  return {
    ...plan,
    reference: { ...reference, timestampColumn: timestamp },
    windows: windows.map((one) => ({ ...one, selection: { ...one.selection, timestampColumn: timestamp } })),
  };
}

/** A file's name without what tells its format: `flights` of `data/flights.csv.gz`. */
export function nameOf(file: string): string {
  const name = basename(file);
  return name.replace(/\.[a-z]+(\.(gz|zst))?$/i, '') || name;
}
