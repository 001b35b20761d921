import type { ToldSegment } from '../attribution/segmentSearch.js';
import type { ModelFinding } from './modelFinding.js';

export const segmentShares: ModelFinding<readonly ToldSegment[]> = {
  id: 'segment_shares',
  title: 'Where the drift lies',
  description: 'Segments of rows in which more of the drift of a feature lies than their share of rows.',
  order: 8,
  compute: ({ segments = [] }) => (segments.length === 0 ? undefined : segments),
};
