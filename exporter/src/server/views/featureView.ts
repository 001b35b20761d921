import type { z } from 'zod';
import type { ModelState } from '../../monitor/state.js';
import type { ScorePoint } from '../../store/records.js';
import type { featureDetail, featureHistory } from '../schemas/feature.js';
import { featureHeader, verdictView } from './modelView.js';
import { finite } from './numbers.js';

/** One feature with every statistic of every window. */
export function featureDetailView(state: ModelState, feature: string): z.output<typeof featureDetail> {
  const windows = state.windows.flatMap(({ name, from, to, features }) =>
    features
      .filter((result) => result.feature === feature)
      .map((result) => ({
        kind: result.kind,
        view: {
          ...verdictView(name, result),
          from: from.toISOString(),
          to: to.toISOString(),
          unseen_ratio: finite(result.unseen_ratio),
          out_of_range_ratio: finite(result.out_of_range_ratio),
          statistics: { ...result.statistics },
        },
      })),
  );
  const known = state.reference?.features.find((one) => one.feature.name === feature);
  return {
    model: state.model,
    reference_version: state.reference?.version ?? null,
    ...featureHeader(state, feature, windows[0]?.kind ?? known?.feature.kind),
    windows: windows.map(({ view }) => view),
  };
}

export function scorePointView(point: ScorePoint): z.output<typeof featureHistory>['points'][number] {
  return {
    to: point.to.toISOString(),
    psi: finite(point.psi),
    noise_floor: finite(point.noiseFloor),
    reference_variation: finite(point.referenceVariation),
    missing_psi: finite(point.missingPsi),
    drifted: point.drifted,
    severity: point.severity,
    reference_version: point.version,
    rows: point.rows,
  };
}
