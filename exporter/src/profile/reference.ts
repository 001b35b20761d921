import { createHash } from 'node:crypto';
import type { Feature } from '../sources/source.js';
import { encodeGrid, encodeProfile } from './codec.js';
import type { Task } from './outcome.js';
import type { Profile } from './profile.js';

/** A feature and its counts in the reference, whose grid every later count uses. */
export interface ReferenceFeature {
  readonly feature: Feature;
  readonly profile: Profile;
}

/** What current data is compared with: frozen, and named by its content. */
export interface Reference {
  readonly version: string;
  readonly rows: number;
  readonly features: readonly ReferenceFeature[];
  /** Its rows once more, by values of columns; what names the version is the rows as a whole. */
  readonly segments?: readonly ReferenceSegment[];
  /** How its predictions and labels were read; the sums themselves are in the features' profiles. */
  readonly outcome?: ReferenceOutcome;
  /** What was found out about its rows besides, by name: JSON, so bytes are base64. */
  readonly extras?: Readonly<Record<string, unknown>>;
}

/** What must not change as long as sums of predictions and labels are compared with those of a reference. */
export interface ReferenceOutcome {
  readonly task: Task;
  /** Regression: what labels are measured from. */
  readonly center: number;
  /** The feature that is the model's prediction, where it is one. */
  readonly score?: string;
}

/** The rows of a reference in which a column has one value, or none of the chosen ones. */
export interface ReferenceSegment {
  readonly column: string;
  /** As text, '' for NULL; null for the rest. */
  readonly value: string | null;
  /** In the order of the reference's features, in their cells. */
  readonly profiles: readonly Profile[];
}

const VERSION_LENGTH = 12;

/** The same rows under the same features give the same version, whatever their order. */
export function referenceOf(features: readonly ReferenceFeature[]): Reference {
  const hash = createHash('sha256');
  for (const { feature, profile } of [...features].sort((a, b) =>
    a.feature.name < b.feature.name ? -1 : 1,
  )) {
    hash.update(JSON.stringify([feature.name, feature.kind, feature.expression ?? null]));
    hash.update(encodeGrid(profile.grid));
    // sums depend on the order of rows in their last digits
    hash.update(
      encodeProfile({ ...profile, sums: new Float64Array(), squares: new Float64Array(), joint: {} }),
    );
  }
  return {
    version: hash.digest('hex').slice(0, VERSION_LENGTH),
    rows: features[0]?.profile.rows ?? 0,
    features,
  };
}
