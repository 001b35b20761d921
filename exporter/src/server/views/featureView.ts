import type { z } from 'zod';
import type { ModelState } from '../../monitor/state.js';
import type { ScorePoint } from '../../store/records.js';
import type { featureDetail, featureHistory } from '../schemas/feature.js';
import { featureHeader, verdictView } from './modelView.js';
import { finite } from './numbers.js';

/** One feature with every statistic of every window. */
export function featureDetailView(state: ModelState, feature: string): z.output<typeof featureDetail> {
  return {
    model: state.model,
    reference_version: state.reference?.version ?? null,
    ...featureHeader(state, feature),
    windows: state.windows.flatMap((window) =>
      window.features
        .filter((result) => result.feature === feature)
        .map((result) => ({
          ...verdictView(window.name, result),
          from: window.from.toISOString(),
          to: window.to.toISOString(),
          unseen_ratio: finite(result.unseen_ratio),
          out_of_range_ratio: finite(result.out_of_range_ratio),
          statistics: { ...result.statistics },
        })),
    ),
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
