import { h } from 'preact';
import { whole } from '../../../../reports/numbers.js';
import { plural } from '../../../../reports/summary.js';
import { plainLine } from '../../../../reports/text.js';
import type { ModelDetail } from '../apiTypes.js';
import { verdictEffect } from '../rows.js';
import { Chip } from './chip.js';
import { Named } from './named.js';
import { Score } from './numbers.js';

/** The segments of the rows, the worst first, each with the feature that has changed most in it. */
export function SegmentFold({ detail: { model, segments } }: { readonly detail: ModelDetail }) {
  if (segments.length === 0) return null;
  const drifting = segments.filter(({ drifted }) => drifted > 0).length;
  return (
    <details class="card fold segments">
      <summary>
        {plural(segments.length, 'segment')}, {drifting === 0 ? 'none' : whole(drifting)} with features that
        have drifted
      </summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Segments">
        <table>
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col">Severity</th>
              <th scope="col" class="number">
                PSI
              </th>
              <th scope="col">Most changed</th>
              <th scope="col" class="number optional">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {segments.map(({ segment, column, value, severity, worst, rows }) => (
              <tr key={segment}>
                <th scope="row">
                  <a
                    href={`api/v1/models/${encodeURIComponent(model)}?segment=${encodeURIComponent(segment)}`}
                  >
                    <Named text={column} limit={30} /> = <Value value={value} />
                  </a>
                </th>
                <td>
                  <Chip severity={severity} />
                </td>
                <td class="number">{worst === null ? '' : <Score value={verdictEffect(worst).value} />}</td>
                <td class="muted">
                  {worst !== null && (
                    <span title={plainLine(worst.reason)}>
                      <Named text={worst.feature} limit={40} /> in {worst.window}
                    </span>
                  )}
                </td>
                <td class="number optional">{whole(rows.current)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** A value as it is, what is none in words. */
function Value({ value }: { readonly value: string | null }) {
  if (value === null) return <i>all others</i>;
  return value === '' ? <i>none</i> : <Named text={value} />;
}
