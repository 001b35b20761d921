import type { ModelFindings } from '../../detection/model/modelFindings.js';
import { percent } from '../numbers.js';
import { performanceWords } from './performance.js';

/** So many features are named. */
const MOST = 3;

/** What is told of a model as a whole, in a line each, for a page that has little room: performance, and what was detected. */
export function shortLines({
  performance,
  concept,
  covariate,
  attribution,
  importance,
}: ModelFindings): string[] {
  const drift = attribution?.drift ?? [];
  const act = importance?.features.filter(({ quadrant }) => quadrant === 'act') ?? [];
  return [
    ...(performance === undefined ? [] : [performanceWords(performance)]),
    ...(concept?.detected === true ? [`Concept drift: ${concept.reason}`] : []),
    ...(covariate?.detected === true ? [`Covariate shift: ${covariate.reason}`] : []),
    ...(drift.length === 0
      ? []
      : [
          `The inputs’ drift comes from ${drift
            .slice(0, MOST)
            .map(({ feature, share }) => `${feature} ${percent(share)}`)
            .join(', ')}`,
        ]),
    ...(act.length === 0
      ? []
      : [
          `Important and drifted: ${act
            .slice(0, MOST)
            .map(({ feature }) => feature)
            .join(', ')}`,
        ]),
  ];
}
