import { basename, resolve } from 'node:path';
import type { SegmentConfig } from '../config/schema.js';
import { defaultDetection } from '../detection/settings.js';
import type { Source } from '../sources/source.js';
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
  readonly timestamp?: string;
}

/** Two files and nothing else: all rows of the one against all rows of the other. */
export function planFromFiles(source: Source, files: FileCheck): CheckPlan {
  const { reference, current, features, exclude = [], label, timestamp } = files;
  const same = resolve(reference) === resolve(current);
  return {
    model: nameOf(current),
    source,
    reference: { relation: { files: [reference] } },
    windows: [{ selection: { relation: { files: [current] } }, warnings: [] }],
    exclude,
    settings: defaultDetection,
    covariateFeatures: COVARIATE_FEATURES,
    warnings: same ? ['the reference and the current data are the same file'] : [],
    ...(features === undefined ? {} : { features }),
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

/** A file's name without what tells its format: `flights` of `data/flights.csv.gz`. */
export function nameOf(file: string): string {
  const name = basename(file);
  return name.replace(/\.[a-z]+(\.(gz|zst))?$/i, '') || name;
}
