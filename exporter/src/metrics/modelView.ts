import type { PictureLink } from '../alerts/pictureLinks.js';
import type { ModelState, SegmentState, WindowState } from '../monitor/state.js';
import { labelText } from './labelText.js';

/** One model at the time of a scrape. */
export interface ModelView {
  /** The model's name as a label. */
  readonly model: string;
  readonly state: ModelState;
  /** Results that are not too old, shortest window first. */
  readonly windows: readonly WindowState[];
  /** With such results only. */
  readonly segments: readonly SegmentState[];
  /** That features drift, by name, where they are not too old. */
  readonly probabilities?: ReadonlyMap<string, number> | undefined;
  /** From which of them on an alarm is due. */
  readonly probabilityThreshold?: number | undefined;
  /** Whether checks or rows have not come for too long. */
  readonly isStale: boolean;
  /** Share of the latest ingested rows that meet every rule; absent where there are none, or too old ones. */
  readonly qualityScore?: number | undefined;
  /** Absent where links cannot be signed. */
  readonly pictureLink?: PictureLink | undefined;
}

export function modelView(state: ModelState, now: Date, pictureLink?: PictureLink): ModelView {
  const windows = state.windows.filter(({ expires }) => expires > now);
  const segments = state.segments.map((segment) => ({
    ...segment,
    windows: segment.windows.filter(({ expires }) => expires > now),
  }));
  const isStale = state.staleFrom !== undefined && state.staleFrom <= now;
  const { score, expires } = state.quality ?? {};
  const qualityScore = expires !== undefined && expires > now ? score : undefined;
  const { probabilities: scored } = state;
  const fresh = scored !== undefined && scored.expires > now ? scored : undefined;
  return {
    model: labelText(state.model),
    state,
    windows,
    segments,
    probabilities: fresh?.values,
    probabilityThreshold: fresh?.threshold,
    isStale,
    qualityScore,
    pictureLink,
  };
}
