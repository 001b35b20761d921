import { h } from 'preact';
import { marks } from '../../../../reports/marks.js';
import { score } from '../../../../reports/numbers.js';
import type { FeatureVerdict } from '../apiTypes.js';
import { verdictEffect } from '../rows.js';

interface CellProps {
  readonly verdict: FeatureVerdict | undefined;
  readonly isWorst: boolean;
  readonly inspect: (window: string) => void;
}

/** PSI of a feature in a window: its severity by colour, by mark and in words. */
export function WindowCell({ verdict, isWorst, inspect }: CellProps) {
  if (verdict === undefined) return <td class="cell empty">–</td>;
  const { severity, window, reason } = verdict;
  const { value, missing } = verdictEffect(verdict);
  const isLarge = severity !== 'none' && severity !== 'inconclusive';
  return (
    <td class={`cell s-${severity}${isWorst ? ' worst' : ''}`}>
      {/* the feature's own button opens the same, so that the keyboard passes a row in one step */}
      <button
        type="button"
        tabIndex={-1}
        title={`${window}, ${severity}: ${reason}`}
        onClick={() => inspect(window)}
      >
        <span class="mark" aria-hidden="true">
          {marks[severity]}
          {missing && isLarge && <sup>m</sup>}
        </span>
        {value === null || severity === 'inconclusive' ? '' : score(value)}
        {severity !== 'none' && (
          <span class="hidden">
            {' '}
            {severity}
            {missing && isLarge && ' by missing values'}
          </span>
        )}
      </button>
    </td>
  );
}
