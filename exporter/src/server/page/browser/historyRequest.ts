import type { ModelDetail, ScorePoint } from './apiTypes.js';
import { featurePath } from './ask.js';

const DAY = 86_400_000;

export interface History {
  readonly points: readonly ScorePoint[];
}

/** How the kept scores of the last days are asked for; the version changes as windows move on. */
export function historyRequest(
  detail: ModelDetail,
  feature: string,
  window: string,
  days: number,
): { readonly name: string; readonly version: string; readonly path: string } {
  const end = detail.windows.find((one) => one.window === window)?.to ?? detail.newest_row ?? '';
  const from = new Date(Date.parse(end) - days * DAY);
  const query = new URLSearchParams({ window, ...(end === '' ? {} : { from: from.toISOString() }) });
  return {
    name: `history ${days} ${window} ${feature}`,
    version: `${end} ${detail.reference?.version ?? ''}`,
    path: `${featurePath(detail.model, feature)}/history?${query.toString()}`,
  };
}
