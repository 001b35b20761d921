import { h } from 'preact';
import { marks } from '../../../../reports/marks.js';
import type { Row } from '../rows.js';

const order = ['critical', 'significant', 'small', 'none', 'inconclusive'] as const;

/** How many features have each severity in their worst window. */
export function SeverityBar({ rows }: { readonly rows: readonly Row[] }) {
  const counts = order
    .map((severity) => ({ severity, count: rows.filter(({ worst }) => worst?.severity === severity).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return null;
  return (
    <div>
      <div class="bar" aria-hidden="true">
        {counts.map(({ severity, count }) => (
          <span key={severity} class={`s-${severity}`} style={{ flex: String(count) }} />
        ))}
      </div>
      <ul class="key" aria-label="Features by their worst severity">
        {counts.map(({ severity, count }) => (
          <li key={severity}>
            <i class={`s-${severity}`}>{marks[severity]}</i>
            <b>{count}</b> {severity}
          </li>
        ))}
      </ul>
    </div>
  );
}
