import { h } from 'preact';
import { plainLine } from '../../../../reports/text.js';
import type { ModelDetail } from '../apiTypes.js';

/** The model as a whole in the longest window that tells of it, a line for each finding. */
export function Findings({ detail: { findings } }: { readonly detail: ModelDetail }) {
  const longest = findings.at(-1);
  if (longest === undefined || longest.lines.length === 0) return null;
  return (
    <div class="note findings">
      <b>The model as a whole, over {longest.window}:</b>
      <ul>
        {longest.lines.map((line) => (
          <li key={line}>{plainLine(line)}</li>
        ))}
      </ul>
    </div>
  );
}
