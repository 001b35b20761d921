import type { PictureLink } from '../alerts/pictureLinks.js';
import type { ModelState } from '../monitor/state.js';
import {
  featureGroups,
  segmentGroups,
  type Family,
  type FeatureFamily,
  type ModelFamily,
  type Sample,
} from './family.js';
import * as registry from './families/index.js';
import { featureViews, segmentViews, type FeatureView } from './featureView.js';
import { modelView } from './modelView.js';
import type { SeriesUnit } from './seriesBudget.js';

/** Samples by family. */
type Samples = ReadonlyMap<Family, readonly Sample[]>;

export interface FeatureSeries extends SeriesUnit {
  readonly samples: Samples;
}

/** All that one model could publish. */
export interface ModelSeries {
  /** The model's name as a label. */
  readonly model: string;
  /** Published whatever the budget. */
  readonly always: Samples;
  readonly units: readonly FeatureSeries[];
}

/** Every family that a model's state gives, by name. */
export const families: readonly (ModelFamily | FeatureFamily)[] = Object.values(registry)
  .flat()
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const modelFamilies = families.filter((family) => !('group' in family)) as ModelFamily[];
const featureFamilies = families.filter((family) => 'group' in family) as FeatureFamily[];

/** The series of a model's state at a time: results that are too old by then give none. */
export function modelSeries(state: ModelState, now: Date, pictureLink?: PictureLink): ModelSeries {
  const view = modelView(state, now, pictureLink);
  return {
    model: view.model,
    always: new Map(modelFamilies.map((family) => [family, family.samples(view)])),
    units: [...featureViews(view), ...segmentViews(view)].flatMap(unitsOf),
  };
}

function unitsOf(view: FeatureView): FeatureSeries[] {
  const { model, feature, segment } = view;
  const rank = driftRank(view);
  const units = (segment === undefined ? featureGroups : segmentGroups).map((group) => {
    const samples = new Map(
      featureFamilies
        .filter((family) => family.group === group)
        .map((family) => [family, inSegment(family.samples(view), segment)]),
    );
    const size = [...samples.values()].reduce((sum, { length }) => sum + length, 0);
    return { group, samples, size };
  });
  return units
    .filter(({ size }) => size > 0)
    .map(({ group, ...rest }) => ({
      model,
      feature,
      segment,
      group: segment === undefined ? group : (`segment ${group}` as FeatureSeries['group']),
      rank,
      ...rest,
    }));
}

function inSegment(samples: readonly Sample[], segment: string | undefined): readonly Sample[] {
  return segment === undefined
    ? samples
    : samples.map((sample) => ({ ...sample, labels: { ...sample.labels, segment } }));
}

/** An active drift counts as much as a critical change, so that what people are called for stays visible. */
const ACTIVE_RANK = 0.25;

/** The largest PSI of the windows that have drifted. */
function driftRank({ windows, active }: FeatureView): number {
  const effects = windows
    .filter(({ result }) => result.drifted === true)
    .flatMap(({ result: { statistics } }) => [
      Number(statistics.psi?.value ?? 0),
      Number(statistics.missing_psi?.value ?? 0),
    ]);
  return Math.max(active?.active === true ? ACTIVE_RANK : 0, ...effects);
}
