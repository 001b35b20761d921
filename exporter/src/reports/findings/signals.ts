import * as detectors from '../../detection/concept/index.js';
import { signals as finding } from '../../detection/model/signals.js';
import { findingTable } from '../page/findingTable.js';
import { exact } from '../page/markup.js';
import { short } from '../numbers.js';
import { escapeMarkup } from '../text.js';
import { findingView } from './findingView.js';

const titles = new Map(Object.values(detectors).map(({ id, title }) => [id as string, title]));

/** How often each detector raised a change, in the window and in the reference: rows of real days raise some anyhow. */
export const signals = findingView(finding, (found) => found.signals, {
  details({ found: { rows, detectors: raised } }) {
    const rate = (changes: number, of: number): string => {
      const each = of === 0 ? 0 : (10_000 * changes) / of;
      return exact(each, short(each));
    };
    return findingTable(
      'Changes raised in 10,000 rows',
      [
        { text: 'Detector' },
        { text: 'Reference', isNumber: true },
        { text: 'Window', isNumber: true },
        { text: 'First', isOptional: true },
      ],
      raised.map(({ method, time, changes, reference_changes: before }) => [
        escapeMarkup(titles.get(method) ?? method),
        rate(before, rows.reference),
        rate(changes, rows.current),
        time === undefined ? '–' : escapeMarkup(time),
      ]),
    );
  },
});
