import type { Config, ModelConfig } from '../config/schema.js';
import { datasetActive } from '../detection/overTime/datasetActive.js';
import { thresholdsOf } from '../detection/settings.js';
import { activeStates } from './activeStates.js';
import type { CountedNew } from './countNew.js';
import { staleFromOf } from './expiry.js';
import type { Runtime } from './runtime.js';
import type { ModelState } from './state.js';

/** What a check that succeeded has brought. */
export interface Checked {
  readonly results: Pick<ModelState, 'windows' | 'segments'>;
  /** Absent where there were no rows. */
  readonly counted: CountedNew | undefined;
  /** Of what was looked at besides. */
  readonly warnings: readonly string[];
  readonly changes: ModelState['errorChanges'];
  /** Features that somebody expects to drift. */
  readonly expected: ReadonlySet<string>;
  readonly quality: ModelState['quality'];
  readonly probabilities: ModelState['probabilities'];
}

/** What is known of a model after a check that succeeded. */
export function checkedState(
  config: Config,
  model: ModelConfig,
  before: ModelState,
  { kept, plan, promotionDue, progress, others }: Runtime,
  { results, counted, warnings, changes, expected, quality, probabilities }: Checked,
): ModelState {
  const known: { -readonly [Key in keyof ModelState]: ModelState[Key] } = { ...before };
  delete known.progress;
  delete known.failure;
  delete known.quality;
  delete known.probabilities;
  delete known.errorChanges;
  const { settings } = plan.check;
  const watermark = counted === undefined ? known.watermark : new Date(counted.watermark);
  const activities = new Map(progress?.closed.activities);
  const isDataset = datasetActive(activities, expected, config.detection.dataset_share);
  return {
    ...known,
    reference: { ...(progress?.context.moving?.current() ?? kept.reference), created: kept.created },
    promotionDue,
    lastSuccess: new Date(),
    ...results,
    excluded: kept.excluded,
    failed: (counted?.failed ?? []).map(({ feature, error }) => ({ feature, error: error.message })),
    warnings: [
      ...plan.check.warnings,
      ...(counted?.warnings ?? []),
      ...warnings,
      ...(counted === undefined && progress === undefined ? ['there are no rows yet'] : []),
    ],
    active: activeStates(activities, settings),
    ...(others && { writer: others.writer }),
    counters: new Map(progress?.counters),
    thresholds: new Map(
      kept.reference.features.map(({ feature: { name } }) => [name, thresholdsOf(name, settings)]),
    ),
    staleFrom: staleFromOf(
      plan,
      {
        frequency: config.monitoring.check_frequency,
        deadline: model.deadline,
        staleAfter: model.stale_after,
      },
      watermark?.getTime(),
    ),
    ...(quality === undefined ? {} : { quality }),
    ...(probabilities === undefined ? {} : { probabilities }),
    ...(changes === undefined ? {} : { errorChanges: changes }),
    ...(isDataset === undefined ? {} : { datasetActive: isDataset }),
    ...(watermark === undefined ? {} : { watermark }),
    ...(progress === undefined ? {} : { closedUntil: new Date(progress.closedUntil) }),
  };
}
