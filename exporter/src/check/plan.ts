import type { Part } from '../config/parts.js';
import type { SegmentConfig } from '../config/schema.js';
import type { DetectionSettings } from '../detection/settings.js';
import type { FeatureKind, Selection, Source } from '../sources/source.js';
import type { ImportanceWish } from './beyond/importanceWish.js';
import type { OutcomeWish } from './beyond/outcomeWish.js';
import type { Failure } from './features.js';
import type { SameHours } from './sameHours.js';

/** A feature as the user names it; its kind is told by its column where absent. */
export interface WantedFeature {
  readonly name: string;
  readonly kind?: FeatureKind;
  readonly expression?: string;
}

/** One stretch of current data. */
export interface CheckWindow {
  /** Absent where there is only one. */
  readonly name?: string;
  readonly selection: Selection;
  readonly warnings: readonly string[];
}

/** Everything that a one-shot check of one model needs. */
export interface CheckPlan {
  readonly model: string;
  readonly source: Source;
  readonly reference: Selection;
  /** Of the reference's rows, those of these weekdays and hours count; it then has a beginning and an end. */
  readonly sameHours?: SameHours;
  /** All over one relation. */
  readonly windows: readonly CheckWindow[];
  /** Absent: every column that both sides have and that suits. */
  readonly features?: readonly WantedFeature[];
  /** Columns to leave out. */
  readonly exclude: readonly string[];
  /** Of all these features, those of this part; all where absent. */
  readonly part?: Part;
  readonly label?: string;
  /** Columns of both sides whose most frequent values are compared apart, too. */
  readonly segments?: readonly SegmentConfig[];
  /** How predictions and labels are read; without it neither performance nor concept drift is told. */
  readonly outcome?: OutcomeWish;
  /** How much features matter, or where that is told; estimated where absent. */
  readonly importance?: ImportanceWish;
  /** The most numeric features whose joint distribution is looked at; absent where it is not. */
  readonly covariateFeatures?: number;
  /** Whether a few whole rows may leave the source, for a classifier. @default false */
  readonly rowSample?: boolean;
  readonly timestamp?: string;
  readonly settings: DetectionSettings;
  /** Rows that each cell of a reference must hold, and below which a cell is not published. @default 1 */
  readonly minCell?: number;
  readonly warnings: readonly string[];
  /** Columns that were found broken while the plan was made. */
  readonly failed?: readonly Failure[];
}
