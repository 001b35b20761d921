import type { SegmentShareRecord } from '../records.js';
import { count, findingTable, number, ofWindow, text } from './findingTable.js';

export const segmentShares = findingTable<SegmentShareRecord>({
  name: 'segment_shares',
  owner: 'series',
  fields: { ...ofWindow, segment: text('segment'), share: number('share'), rows: count('rows') },
  key: ['windowName', 'to', 'segment'],
  // other segments may be the largest now
  wholeWindows: true,
  end: 'window_end',
});
