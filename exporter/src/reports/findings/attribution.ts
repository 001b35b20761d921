import { attribution as finding } from '../../detection/model/attribution.js';
import type { Share } from '../../detection/attribution/shares.js';
import { percent } from '../numbers.js';
import { shareBar } from '../page/bars.js';
import { andMore, findingTable } from '../page/findingTable.js';
import { named } from '../page/markup.js';
import { findingView } from './findingView.js';

const MAX_FEATURES = 10;

/** Which features bring the drift, and which the change of predictions. */
export const attribution = findingView(finding, (found) => found.attribution, {
  details({ found }) {
    const columns = [
      { text: 'Drift of the inputs', shares: found.drift },
      { text: 'Mean prediction', shares: found.prediction },
      { text: 'Predictions’ distribution', shares: found.prediction_distribution },
    ].flatMap(({ text, shares }) =>
      shares === undefined ? [] : [{ text, shares, most: Math.max(...shares.map(({ share }) => share)) }],
    );
    const largest = new Map<string, number>();
    for (const { feature, share } of columns.flatMap(({ shares }) => shares)) {
      if (share > 0) largest.set(feature, Math.max(share, largest.get(feature) ?? 0));
    }
    const features = [...largest].sort(([, a], [, b]) => b - a).map(([feature]) => feature);
    const shown = features.slice(0, MAX_FEATURES);
    const table = findingTable(
      'Shares of features',
      [{ text: 'Feature' }, ...columns.map(({ text }) => ({ text, isNumber: true }))],
      shown.map((feature) => [
        named(feature, 40),
        ...columns.map(({ shares, most }) => shareBar(shareOf(shares, feature), most)),
      ]),
    );
    const rest = columns.map(({ shares }) => {
      const sum = features
        .slice(MAX_FEATURES)
        .reduce((all, feature) => all + (shareOf(shares, feature) ?? 0), 0);
      return percent(Math.min(1, sum));
    });
    return `${table}${andMore(features.length - shown.length, 'feature', ` with ${rest.join(', ')} of ${columns.length === 1 ? 'it' : 'each'}`)}`;
  },
});

function shareOf(shares: readonly Share[], feature: string): number | undefined {
  return shares.find((one) => one.feature === feature)?.share;
}
