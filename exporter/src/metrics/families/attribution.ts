import type { ModelFindings } from '../../detection/model/modelFindings.js';
import type { FeatureFamily, Sample } from '../family.js';
import { labelText } from '../labelText.js';

/** One share a feature and window. */
function share(
  name: string,
  help: string,
  value: (found: ModelFindings, feature: string) => number | undefined,
): FeatureFamily {
  return {
    name,
    help,
    group: 'statistics',
    type: 'gauge',
    samples: ({ model, feature, windows }) =>
      windows.flatMap(({ window, result, model: found }): Sample[] => {
        const known = found && value(found, result.feature);
        return known === undefined ? [] : [{ labels: { model, feature, window }, value: known }];
      }),
  };
}

export const attributionRatio = share(
  'drift_attribution_ratio',
  "Share of the drift of the model's inputs that the feature brings; over all features 1.",
  ({ attribution }, feature) => attribution?.drift?.find((entry) => entry.feature === feature)?.share,
);

export const importanceRatio = share(
  'drift_importance_ratio',
  'Share of the importance of all features that the feature has; over all features 1.',
  ({ importance }, feature) => importance?.features.find((entry) => entry.feature === feature)?.share,
);

/** Segments of one feature and window that are told. */
const MOST_SEGMENTS = 3;

export const segmentShare: FeatureFamily = {
  name: 'drift_segment_share_ratio',
  help: "Share of the feature's drift that comes from a segment of rows, of the three with most of it.",
  group: 'statistics',
  type: 'gauge',
  samples: ({ model, feature, windows }) =>
    windows.flatMap(({ window, result, model: found }): Sample[] =>
      (found?.segment_shares ?? [])
        .filter((segment) => segment.feature === result.feature)
        .slice(0, MOST_SEGMENTS)
        .map(({ segment, by = 'within', share: value }) => ({
          labels: { model, feature, window, segment: labelText(segment), by },
          value,
        })),
    ),
};
