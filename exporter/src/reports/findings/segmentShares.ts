import { segmentShares as finding } from '../../detection/model/segmentShares.js';
import { andMore } from '../page/findingTable.js';
import { prose } from '../page/prose.js';
import { findingView } from './findingView.js';

const MAX_SENTENCES = 10;

/** Where the drift lies: a sentence a segment. */
export const segmentShares = findingView(finding, (found) => found.segment_shares, {
  details({ found }) {
    const items = found.slice(0, MAX_SENTENCES).map(({ sentence }) => `<li>${prose(sentence)}.</li>`);
    return `<ul class="sentences">${items.join('')}</ul>${andMore(found.length - items.length, 'segment')}`;
  },
});
