import { h, type ComponentChildren } from 'preact';
import { whole } from '../../../../reports/numbers.js';
import type { FeatureSummary, FeatureVerdict } from '../apiTypes.js';
import { Score, Share } from './numbers.js';

interface TableProps {
  readonly feature: FeatureSummary;
  readonly chosen: string;
}

const lines: readonly (readonly [title: string, draw: (verdict: FeatureVerdict) => ComponentChildren])[] = [
  ['PSI', ({ psi }) => <Score value={psi} />],
  ['noise floor', ({ noise_floor: floor }) => <Score value={floor} />],
  ['reference’s own variation', ({ reference_variation: usual }) => <Score value={usual} />],
  ['PSI of missing values', ({ missing_psi: psi }) => <Score value={psi} />],
  ['Missing', ({ missing_ratio: { current } }) => <Share value={current} />],
  ['in the reference', ({ missing_ratio: { reference } }) => <Share value={reference} />],
  ['Rows', ({ rows }) => whole(rows.current)],
  ['in the reference', ({ rows }) => whole(rows.reference)],
];
const secondary = new Set([1, 2, 5, 7]);

/** The numbers behind the verdicts, a column a window. */
export function WindowTable({ feature, chosen }: TableProps) {
  const mark = ({ window }: FeatureVerdict): string => (window === chosen ? 'number chosen' : 'number');
  return (
    <div class="scroll numbers" tabIndex={0} role="region" aria-label="Numbers by window">
      <table class="statistics">
        <thead>
          <tr>
            <th scope="col">Window</th>
            {feature.windows.map((verdict) => (
              <th key={verdict.window} scope="col" class={mark(verdict)}>
                {verdict.window}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([title, draw], index) => (
            <tr key={index} class={secondary.has(index) ? 'detail' : ''}>
              <th scope="row">{title}</th>
              {feature.windows.map((verdict) => (
                <td key={verdict.window} class={mark(verdict)}>
                  {draw(verdict)}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Verdict</th>
            {feature.windows.map((verdict) => (
              <td key={verdict.window} class={mark(verdict)}>
                {verdict.severity}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
